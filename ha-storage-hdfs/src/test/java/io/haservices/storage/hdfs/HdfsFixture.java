package io.haservices.storage.hdfs;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.HdfsCluster;
import io.haservices.testkit.tck.storage.StorageFixture;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Directories of the shared cluster. Blocks are small, for of a quota each takes a whole one while it is written. */
final class HdfsFixture implements StorageFixture {
    static final Map<String, String> SETTINGS =
            Map.of(HdfsOptions.PROPERTIES.key(), "dfs.blocksize:4194304", HdfsOptions.REQUEST_TIMEOUT.key(), "5 s");

    // With two copies of each block.
    private static final long SMALL = 24 << 20;

    private final Set<URI> changed = new HashSet<>();

    @Override
    public URI newRoot() {
        return SharedCluster.newRoot();
    }

    @Override
    public URI newSmallRoot() {
        URI root = newRoot();
        SharedCluster.ready(root).close();
        SharedCluster.get().setQuota(root.getPath(), HdfsCluster.NO_QUOTA, SMALL);
        return root;
    }

    @Override
    public Storage open(URI root) {
        return SharedCluster.open(root, SETTINGS);
    }

    @Override
    public Optional<Configuration> childConfiguration() {
        return Optional.of(Configuration.of(SETTINGS));
    }

    @Override
    public int pageSize() {
        return SharedCluster.PAGE;
    }

    @Override
    public void makeUnwritable(URI root) {
        SharedCluster.get().chmodDirectories("555", root.getPath());
        changed.add(root);
    }

    @Override
    public void makeWritable(URI root) {
        if (changed.remove(root)) {
            SharedCluster.get().chmodDirectories("755", root.getPath());
        }
    }

    @Override
    public void makeUnreadable(URI root) {
        SharedCluster.get().chmodDirectories("000", root.getPath());
        changed.add(root);
    }

    @Override
    public void makeReadable(URI root) {
        makeWritable(root);
    }

    @Override
    public void loseNextAnswer(URI root) {
        SharedCluster.get().loseNextRename(root.getPath());
    }

    @Override
    public void reset() {
        Set.copyOf(changed).forEach(this::makeWritable);
    }
}
