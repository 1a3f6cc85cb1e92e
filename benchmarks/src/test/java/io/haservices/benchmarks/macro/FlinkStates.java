package io.haservices.benchmarks.macro;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.highavailability.zookeeper.CuratorFrameworkWithUnhandledErrorListener;
import org.apache.flink.runtime.persistence.RetrievableStateStorageHelper;
import org.apache.flink.runtime.persistence.filesystem.FileSystemStateStorageHelper;
import org.apache.flink.runtime.state.RetrievableStateHandle;
import org.apache.flink.runtime.state.RetrievableStreamStateHandle;
import org.apache.flink.runtime.util.ZooKeeperUtils;
import org.apache.flink.runtime.zookeeper.ZooKeeperStateHandleStore;
import org.apache.flink.util.InstantiationUtil;

/** Apache Flink's own store of state handles, which is what keeps its checkpoints and plans. */
final class FlinkStates implements States {
    private final CuratorFrameworkWithUnhandledErrorListener client;
    private final ZooKeeperStateHandleStore<byte[]> store;

    private FlinkStates(CuratorFrameworkWithUnhandledErrorListener client, ZooKeeperStateHandleStore<byte[]> store) {
        this.client = client;
        this.store = store;
    }

    /** As it is: its files may be lost in a power failure after the pointer was written. */
    static FlinkStates open(String connectString, String root, Path folder) throws Exception {
        Files.createDirectories(folder);
        return open(
                connectString,
                root,
                new FileSystemStateStorageHelper<>(
                        new org.apache.flink.core.fs.Path(folder.toUri().toString()), "state"));
    }

    /** With files that are as durable as ours when the pointer is written. */
    static FlinkStates forced(String connectString, String root, Path folder) throws Exception {
        Files.createDirectories(folder);
        return open(connectString, root, state -> {
            byte[] bytes = InstantiationUtil.serializeObject(state);
            Path file = folder.resolve("state" + UUID.randomUUID());
            DurableFile.write(file, bytes);
            return new RetrievableStreamStateHandle<>(
                    new org.apache.flink.core.fs.Path(file.toUri().toString()), bytes.length);
        });
    }

    static CuratorFrameworkWithUnhandledErrorListener connect(String connectString, String root) {
        return ZooKeeperUtils.startCuratorFramework(
                Configuration.fromMap(Map.of(
                        "high-availability.type",
                        "zookeeper",
                        "high-availability.zookeeper.quorum",
                        connectString,
                        "high-availability.zookeeper.path.root",
                        root,
                        "high-availability.cluster-id",
                        "/bench")),
                failure -> failure.printStackTrace());
    }

    private static FlinkStates open(String connectString, String root, RetrievableStateStorageHelper<byte[]> storage)
            throws Exception {
        CuratorFrameworkWithUnhandledErrorListener client = connect(connectString, root);
        return new FlinkStates(
                client,
                ZooKeeperUtils.createZooKeeperStateHandleStore(client.asCuratorFramework(), "/states", storage));
    }

    @Override
    public void add(String name, byte[] content) throws Exception {
        RetrievableStateHandle<byte[]> unused = store.addAndLock("/" + name, content);
    }

    @Override
    public void replace(String name, byte[] content) throws Exception {
        store.replace("/" + name, store.exists("/" + name), content);
    }

    @Override
    public byte[] read(String name) throws Exception {
        return store.getAndLock("/" + name).retrieveState();
    }

    @Override
    public void remove(String name) throws Exception {
        if (!store.releaseAndTryRemove("/" + name)) {
            throw new AssertionError("'" + name + "' is locked");
        }
    }

    @Override
    public int readAll() throws Exception {
        int found = 0;
        for (Tuple2<RetrievableStateHandle<byte[]>, String> one : store.getAllAndLock()) {
            found += one.f0.retrieveState().length > 0 ? 1 : 0;
        }
        return found;
    }

    @Override
    public void forgetReadAll() throws Exception {
        store.releaseAll();
    }

    @Override
    public void close() {
        client.close();
    }
}
