package io.haservices.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.haservices.shaded.org.apache.zookeeper.KeeperException;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import io.haservices.shaded.org.apache.zookeeper.data.ACL;
import io.haservices.shaded.org.apache.zookeeper.data.Stat;
import java.io.IOException;
import java.util.List;

/** The client library as it is: what anybody else sees of our nodes. */
final class RawClient implements AutoCloseable {
    private final ZooKeeper zooKeeper;

    RawClient(String servers) throws IOException {
        zooKeeper = new ZooKeeper(servers, 10_000, event -> {});
        await().atMost(Calls.PATIENCE).until(() -> zooKeeper.getState().isConnected());
    }

    RawClient as(String scheme, String identity) {
        zooKeeper.addAuthInfo(scheme, identity.getBytes(UTF_8));
        return this;
    }

    boolean exists(String path) throws KeeperException, InterruptedException {
        return zooKeeper.exists(path, false) != null;
    }

    String read(String path) throws KeeperException, InterruptedException {
        return new String(zooKeeper.getData(path, false, new Stat()), UTF_8);
    }

    void write(String path, String text) throws KeeperException, InterruptedException {
        zooKeeper.setData(path, text.getBytes(UTF_8), -1);
    }

    List<ACL> acl(String path) throws KeeperException, InterruptedException {
        return zooKeeper.getACL(path, new Stat());
    }

    @Override
    public void close() {
        try {
            zooKeeper.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
