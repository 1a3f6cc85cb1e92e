package io.haservices.benchmarks.macro;

import io.haservices.shaded.org.apache.zookeeper.CreateMode;
import io.haservices.shaded.org.apache.zookeeper.Op;
import io.haservices.shaded.org.apache.zookeeper.ZooDefs;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The floor: one durable file, and one multi that checks an epoch entry and writes the pointer; the bare ZooKeeper client. */
final class RawStates implements States {
    private static final Duration SESSION = Duration.ofSeconds(30);

    private final ZooKeeper client;
    private final String root;
    private final String epoch;
    private final Path folder;

    private RawStates(ZooKeeper client, String root, Path folder) {
        this.client = client;
        this.root = root;
        this.epoch = root + "-epoch";
        this.folder = folder;
    }

    static RawStates open(String connectString, String root, Path folder) throws Exception {
        ZooKeeper client = connect(connectString);
        client.create(root, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        client.create(root + "-epoch", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        return new RawStates(client, root, Files.createDirectories(folder));
    }

    static ZooKeeper connect(String connectString) throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client =
                new ZooKeeper(connectString, Math.toIntExact(SESSION.toMillis()), event -> connected.countDown());
        if (!connected.await(SESSION.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("no connection to " + connectString);
        }
        return client;
    }

    @Override
    public void add(String name, byte[] content) throws Exception {
        Path file = newFile(name);
        DurableFile.write(file, content);
        client.multi(List.of(
                Op.check(epoch, 0),
                Op.create(path(name), bytes(file), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT)));
    }

    @Override
    public void replace(String name, byte[] content) throws Exception {
        Path old = file(name);
        Path file = newFile(name);
        DurableFile.write(file, content);
        client.multi(List.of(Op.check(epoch, 0), Op.setData(path(name), bytes(file), -1)));
        DurableFile.delete(old);
    }

    @Override
    public byte[] read(String name) throws Exception {
        return Files.readAllBytes(file(name));
    }

    @Override
    public void remove(String name) throws Exception {
        Path old = file(name);
        client.multi(List.of(Op.check(epoch, 0), Op.delete(path(name), -1)));
        DurableFile.delete(old);
    }

    @Override
    public int readAll() throws Exception {
        int found = 0;
        for (String name : client.getChildren(root, false)) {
            found += read(name).length > 0 ? 1 : 0;
        }
        return found;
    }

    @Override
    public void close() {
        close(client);
    }

    static void close(ZooKeeper client) {
        try {
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path file(String name) throws Exception {
        return Path.of(new String(client.getData(path(name), false, null), StandardCharsets.UTF_8));
    }

    private Path newFile(String name) {
        return folder.resolve(name + "-" + UUID.randomUUID());
    }

    private static byte[] bytes(Path file) {
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String path(String name) {
        return root + "/" + name;
    }
}
