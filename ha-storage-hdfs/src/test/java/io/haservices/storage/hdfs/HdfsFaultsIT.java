package io.haservices.storage.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.HdfsCluster;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that die or refuse in the middle of writes. */
class HdfsFaultsIT {
    private static final int LARGE = 24 * 1024 * 1024;

    private final HdfsCluster cluster = SharedCluster.get();
    private final URI root = SharedCluster.newRoot();
    private final Storage storage = SharedCluster.ready(root);

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void aRestartOfTheNameNodeCostsNoWrite() throws IOException {
        AtomicInteger written = new AtomicInteger();
        List<ConditionalPut> puts = new ArrayList<>();
        CompletableFuture<Void> restart = CompletableFuture.runAsync(() -> {
            Awaitility.await().until(() -> written.get() >= 5);
            cluster.stopNameNode(0);
            cluster.startNameNode(0);
            cluster.awaitActive();
        });
        while (!restart.isDone() || written.get() < 10) {
            BlobName name = BlobName.of("a", "n" + written.get());
            if (written.get() % 2 == 0) {
                storage.write(name, BlobSource.of(Bytes.utf8(name.path()).toArray()));
            } else {
                puts.add(storage.putIfAbsent(name, Bytes.utf8(name.path())));
            }
            written.incrementAndGet();
        }
        restart.join();
        assertThat(puts).containsOnly(ConditionalPut.DONE);
        assertThat(storage.list("")).hasSize(written.get());
        for (BlobName name : storage.list("")) {
            try (InputStream content = storage.open(name)) {
                assertThat(content.readAllBytes())
                        .isEqualTo(Bytes.utf8(name.path()).toArray());
            }
        }
        assertThat(storage.incomplete("")).isEmpty();
    }

    @Test
    void aLargeWriteOutlivesARestartOfTheNameNode() throws IOException {
        BlobName name = BlobName.of("large");
        AtomicInteger opened = new AtomicInteger();
        storage.write(
                name,
                () -> new PausingStream(LARGE, () -> {
                    if (opened.getAndIncrement() == 0) {
                        cluster.stopNameNode(0);
                        cluster.startNameNode(0);
                    }
                }));
        cluster.awaitActive();
        assertWhole(name);
    }

    @Test
    void aReadGoesOnThroughARestartOfTheNameNode() throws IOException {
        BlobName name = BlobName.of("large");
        // Otherwise the NameNode is asked only every ten blocks.
        Map<String, String> oftenAsked =
                Map.of(HdfsOptions.PROPERTIES.key(), "dfs.blocksize:1048576,dfs.client.read.prefetch.size:1048576");
        try (Storage asking = SharedCluster.open(root, oftenAsked)) {
            asking.write(name, () -> new PausingStream(LARGE, () -> {}));
            try (InputStream content = asking.open(name)) {
                assertThat(content.readNBytes(LARGE / 4)).hasSize(LARGE / 4);
                cluster.stopNameNode(0);
                CompletableFuture<byte[]> rest = CompletableFuture.supplyAsync(() -> readAll(content));
                cluster.startNameNode(0);
                assertThat(rest.join()).hasSize(LARGE - LARGE / 4);
            }
        }
        cluster.awaitActive();
    }

    private static byte[] readAll(InputStream content) {
        try {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDeadDataNodeCostsNoWrite() throws IOException {
        BlobName name = BlobName.of("large");
        AtomicInteger opened = new AtomicInteger();
        try {
            storage.write(
                    name,
                    () -> new PausingStream(LARGE, () -> {
                        if (opened.getAndIncrement() == 0) {
                            cluster.stopDataNode();
                        }
                    }));
            assertThat(opened).hasValue(1);
            assertWhole(name);
            storage.write(BlobName.of("small"), BlobSource.of(new byte[10]));
        } finally {
            cluster.startDataNodes();
        }
    }

    @Test
    void whatADeadWriterLeftIsIncomplete() {
        new HdfsFixture().crashWhileWriting(root, BlobName.of("a", "b"));
        List<IncompleteWrite> left = storage.incomplete("a/b");
        assertThat(left).singleElement().extracting(IncompleteWrite::blob).isEqualTo(BlobName.of("a", "b"));
        assertThat(storage.list("")).isEmpty();
        // Its lease is still held by the dead.
        storage.write(BlobName.of("a", "b"), BlobSource.of(new byte[10]));
        storage.discard(left);
        assertThat(storage.incomplete("")).isEmpty();
        assertThat(storage.list("")).containsExactly(BlobName.of("a", "b"));
    }

    @Test
    void aReplacementWhoseAnswerIsLostIsFoundOut() throws IOException {
        storage.write(BlobName.of("a", "b"), BlobSource.of(new byte[10]));
        try (Storage hasty = SharedCluster.open(root, HdfsFixture.SETTINGS)) {
            cluster.loseNextRename(root.getPath());
            assertThat(hasty.write(BlobName.of("a", "b"), BlobSource.of(new byte[20])))
                    .isEqualTo(20);
        }
        try (InputStream content = storage.open(BlobName.of("a", "b"))) {
            assertThat(content.readAllBytes()).hasSize(20);
        }
        assertThat(storage.incomplete("")).isEmpty();
    }

    @Test
    void aQuotaOfSpaceIsToldAsThat() {
        cluster.setQuota(root.getPath(), HdfsCluster.NO_QUOTA, 1_000_000);
        assertThatThrownBy(() -> storage.write(BlobName.of("x"), BlobSource.of(new byte[10])))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot write the blob 'x' at " + root + "/x")
                .hasMessageContaining("the quota of space is used up")
                .hasMessageContaining("setSpaceQuota");
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void aQuotaOfNamesIsToldAsThat() {
        cluster.setQuota(root.getPath(), 1, HdfsCluster.NO_QUOTA);
        assertThatThrownBy(() -> storage.write(BlobName.of("x"), BlobSource.of(new byte[10])))
                .hasMessageContaining("the quota of names is used up");
    }

    @Test
    void missingPermissionIsToldAsThat() {
        storage.write(BlobName.of("a", "b"), BlobSource.of(new byte[10]));
        cluster.chmod("000", root.getPath());
        assertThatThrownBy(storage::probe)
                .hasMessageContaining("cannot read and write in " + root)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> storage.list("")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> storage.open(BlobName.of("a", "b"))).hasMessageContaining("permission denied");
        cluster.chmod("777", root.getPath());
        assertThat(storage.list("")).hasSize(1);
    }

    @Test
    void safeModeIsWaitedForAndThenToldAsThat() {
        storage.write(BlobName.of("a"), BlobSource.of(new byte[10]));
        cluster.enterSafeMode();
        try (Storage impatient = SharedCluster.open(root, Map.of("high-availability.hdfs.retry-timeout", "1 s"))) {
            assertThatThrownBy(() -> impatient.write(BlobName.of("b"), BlobSource.of(new byte[10])))
                    .hasMessageContaining("the NameNode is in safe mode");
            assertThat(impatient.list("")).containsExactly(BlobName.of("a"));
            CompletableFuture<Long> patient =
                    CompletableFuture.supplyAsync(() -> storage.write(BlobName.of("b"), BlobSource.of(new byte[10])));
            assertThat(patient).isNotDone();
            cluster.leaveSafeMode();
            assertThat(patient.join()).isEqualTo(10);
        } finally {
            cluster.leaveSafeMode();
        }
    }

    private void assertWhole(BlobName name) throws IOException {
        try (InputStream content = storage.open(name)) {
            assertThat(content.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isEqualTo(LARGE);
        }
        assertThat(storage.list("")).containsExactly(name);
    }
}
