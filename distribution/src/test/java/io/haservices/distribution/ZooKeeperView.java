package io.haservices.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.shaded.org.apache.zookeeper.CreateMode;
import io.haservices.shaded.org.apache.zookeeper.KeeperException;
import io.haservices.shaded.org.apache.zookeeper.ZooDefs;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at what lies in ZooKeeper, and damages it, past all that protects it. */
final class ZooKeeperView implements AutoCloseable {
    private final ZooKeeper zooKeeper;

    private ZooKeeperView(ZooKeeper zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    static ZooKeeperView of(String connectString) throws IOException {
        return of(connectString, 20_000);
    }

    private static ZooKeeperView of(String connectString, int sessionTimeout) throws IOException {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper zooKeeper = new ZooKeeper(connectString, sessionTimeout, event -> connected.countDown());
        try {
            if (!connected.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("no connection to " + connectString);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new ZooKeeperView(zooKeeper);
    }

    /** What the servers make of the session timeout that a client wishes for, in ms. */
    static int negotiatedTimeout(String connectString, int wish) throws IOException {
        try (ZooKeeperView view = of(connectString, wish)) {
            return view.zooKeeper.getSessionTimeout();
        }
    }

    void create(String path, String text) {
        doing(() -> zooKeeper.create(path, text.getBytes(UTF_8), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
    }

    String read(String path) {
        return new String(doing(() -> zooKeeper.getData(path, false, null)), UTF_8);
    }

    void write(String path, byte[] content) {
        doing(() -> zooKeeper.setData(path, content, -1));
    }

    /** All nodes below a path whose path ends so. */
    List<String> find(String path, String ending) {
        List<String> found = new ArrayList<>();
        for (String child : doing(() -> zooKeeper.getChildren(path, false))) {
            String below = path.equals("/") ? "/" + child : path + "/" + child;
            if (below.endsWith(ending)) {
                found.add(below);
            }
            found.addAll(find(below, ending));
        }
        return found;
    }

    @Override
    public void close() {
        doing(() -> {
            zooKeeper.close();
            return true;
        });
    }

    private interface Request<T> {
        T send() throws KeeperException, InterruptedException;
    }

    private static <T> T doing(Request<T> request) {
        try {
            return request.send();
        } catch (KeeperException | InterruptedException e) {
            throw new AssertionError("ZooKeeper refused", e);
        }
    }
}
