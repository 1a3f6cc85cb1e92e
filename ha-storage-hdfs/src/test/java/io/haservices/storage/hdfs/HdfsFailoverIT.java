package io.haservices.storage.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.HdfsCluster;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two NameNodes, of which one is active. */
class HdfsFailoverIT {
    private static final int LARGE = 24 * 1024 * 1024;

    private static HdfsCluster cluster;

    @BeforeAll
    static void start() {
        cluster = SharedCluster.builder().dataNodes(1).highlyAvailable().start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void failoversCostNoWrite() {
        // By the default file system, as in hdfs:///path.
        URI root = URI.create("hdfs:///failovers");
        try (Storage storage = open(root)) {
            storage.probe();
            AtomicInteger written = new AtomicInteger();
            List<ConditionalPut> puts = new ArrayList<>();
            CompletableFuture<Void> failovers = CompletableFuture.runAsync(() -> {
                Awaitility.await().until(() -> written.get() >= 5);
                cluster.activate(1);
                Awaitility.await().until(() -> written.get() >= 10);
                cluster.stopNameNode(1);
                cluster.activateAlone(0);
            });
            while (!failovers.isDone() || written.get() < 15) {
                BlobName name = BlobName.of("a", "n" + written.get());
                if (written.get() % 2 == 0) {
                    storage.write(name, BlobSource.of(new byte[1000]));
                } else {
                    puts.add(storage.putIfAbsent(name, Bytes.utf8("content")));
                }
                written.incrementAndGet();
            }
            failovers.join();
            assertThat(puts).containsOnly(ConditionalPut.DONE);
            assertThat(storage.list("")).hasSize(written.get());
            assertThat(storage.incomplete("")).isEmpty();
        } finally {
            cluster.startNameNode(1);
        }
    }

    @Test
    void aLargeWriteOutlivesAFailover() throws IOException {
        BlobName name = BlobName.of("large");
        try (Storage storage = open(URI.create("hdfs:///large"))) {
            storage.probe();
            storage.write(
                    name,
                    () -> new PausingStream(LARGE, () -> {
                        cluster.stopNameNode(0);
                        cluster.activateAlone(1);
                    }));
            try (InputStream content = storage.open(name)) {
                assertThat(content.transferTo(OutputStream.nullOutputStream())).isEqualTo(LARGE);
            }
            assertThat(storage.incomplete("")).isEmpty();
        } finally {
            cluster.startNameNode(0);
            cluster.activate(0);
        }
    }

    @Test
    void aWriteWhoseAnswerDiesWithTheNameNodeTakesEffectOnce() {
        URI root = URI.create("hdfs:///lost");
        BlobName name = BlobName.of("a");
        try (Storage storage = open(root);
                Storage other = open(root)) {
            storage.probe();
            cluster.loseNextRename(root.getPath());
            CompletableFuture<ConditionalPut> put =
                    CompletableFuture.supplyAsync(() -> storage.putIfAbsent(name, Bytes.utf8("content")));
            Awaitility.await().until(() -> other.list("").contains(name));
            assertThat(put).isNotDone();
            cluster.stopNameNode(0);
            cluster.activateAlone(1);
            assertThat(put.join()).isEqualTo(ConditionalPut.DONE);
            assertThat(storage.putIfAbsent(name, Bytes.utf8("other"))).isEqualTo(ConditionalPut.REFUSED);
            assertThat(storage.incomplete("")).isEmpty();
        } finally {
            cluster.startNameNode(0);
            cluster.activate(0);
        }
    }

    @Test
    void whetherAWriteTookEffectIsUnknownWhenNoNameNodeComesBack() {
        URI root = URI.create("hdfs:///unknown");
        BlobName name = BlobName.of("a");
        Map<String, String> impatient = new HashMap<>(configuration());
        impatient.put(HdfsOptions.RETRY_TIMEOUT.key(), "1 s");
        // The last failure of Hadoop's client is then that nobody listens, which by itself would mean: not carried out.
        try (Storage storage = SharedCluster.open(root, impatient);
                Storage other = open(root)) {
            storage.probe();
            cluster.loseNextRename(root.getPath());
            CompletableFuture<ConditionalPut> put =
                    CompletableFuture.supplyAsync(() -> storage.putIfAbsent(name, Bytes.utf8("content")));
            Awaitility.await().until(() -> other.list("").contains(name));
            cluster.stopNameNode(0);
            assertThat(put.join()).isEqualTo(ConditionalPut.UNKNOWN);
            assertThatThrownBy(() -> storage.list(""))
                    .hasMessageContaining("none of the NameNodes of ha-test is active and answers");
        } finally {
            cluster.activateAlone(1);
            cluster.startNameNode(0);
            cluster.activate(0);
        }
    }

    @Test
    void anUndefinedNameserviceIsToldAsThat() {
        try (Storage storage = SharedCluster.open(URI.create("hdfs://ha-other.invalid/x"), configuration())) {
            assertThatThrownBy(storage::probe)
                    .hasMessageContaining("the host 'ha-other.invalid' is not known")
                    .hasMessageContaining("there is ha-test in " + cluster.confDir());
        }
    }

    private static Storage open(URI root) {
        return SharedCluster.open(root, configuration());
    }

    private static Map<String, String> configuration() {
        return Map.of("env.hadoop.conf.dir", cluster.confDir().toString());
    }
}
