package io.haservices.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.CephServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All of Ceph is killed in the middle of writes, again and again: what was acknowledged is there, and nothing is there in part. */
@Tag("ceph")
@Timeout(600)
class S3OnKilledCephIT {
    private static final URI ROOT = URI.create("s3://bucket/killed");
    private static final int ROUNDS = 4;
    private static final int SMALL_WRITERS = 4;
    private static final int ATTEMPTS = 120;
    private static final int ACKNOWLEDGED_BEFORE_DEATH = 30;

    private final Set<BlobName> seen = new HashSet<>();

    @Test
    void everyAcknowledgedBlobIsIntactAndNothingIsPartial() throws Exception {
        try (CephServer ceph = CephServer.start()) {
            Configuration configuration = RemoteFixture.configuration(
                            ceph.endpoint(), CephServer.ACCESS_KEY, CephServer.SECRET_KEY)
                    .with("high-availability.s3.socket-timeout", "5 s");
            RemoteFixture.createBucket(configuration);
            try (Storage storage = new S3StorageProvider().open(ROOT, configuration)) {
                List<CephWriter> writers = new ArrayList<>();
                for (int i = 0; i < SMALL_WRITERS; i++) {
                    writers.add(new CephWriter(storage, "small" + i, 50_000));
                }
                writers.add(new CephWriter(storage, "large", 2 * PartSizes.OF_S3.first() + 1_000));
                try {
                    writers.forEach(CephWriter::start);
                    for (int round = 0; round < ROUNDS; round++) {
                        awaitMore(writers);
                        ceph.kill();
                        ceph.restart();
                        // What was looked at in one round is looked at again after all of them.
                        verify(storage, writers, seen);
                    }
                } finally {
                    for (CephWriter writer : writers) {
                        writer.end();
                    }
                }
                verify(storage, writers, new HashSet<>());
                System.out.println("Ceph was killed " + ROUNDS + " times in mid-write: "
                        + acknowledged(writers).size() + " acknowledged blobs intact, "
                        + writers.stream().mapToInt(CephWriter::failures).sum() + " writes failed, "
                        + storage.incomplete("").size() + " uploads left");
                storage.discard(storage.incomplete(""));
                assertThat(storage.incomplete("")).isEmpty();
            }
        }
    }

    /** Returns in the middle of the writes that are permitted now. */
    private static void awaitMore(List<CephWriter> writers) {
        List<Integer> enough = writers.stream()
                .map(writer -> writer.acknowledged().size() + (isLarge(writer) ? 1 : ACKNOWLEDGED_BEFORE_DEATH))
                .toList();
        writers.forEach(writer -> writer.permit(isLarge(writer) ? ATTEMPTS / 10 : ATTEMPTS));
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            writers.stream().filter(CephWriter::isIdle).forEach(writer -> writer.permit(1));
            return IntStream.range(0, writers.size())
                    .allMatch(i -> writers.get(i).acknowledged().size() >= enough.get(i));
        });
    }

    private static boolean isLarge(CephWriter writer) {
        return writer.name().equals("large");
    }

    private static void verify(Storage storage, List<CephWriter> writers, Set<BlobName> seen) throws IOException {
        // First what was acknowledged: it must be in a list that begins later.
        List<BlobName> acknowledged = acknowledged(writers);
        List<BlobName> there = storage.list("");
        assertThat(there).containsAll(acknowledged);
        for (BlobName name : there) {
            if (seen.add(name)) {
                try (InputStream stream = storage.open(name)) {
                    assertThat(CephWriter.isWhole(name, stream))
                            .as("%s is whole", name)
                            .isTrue();
                }
            }
        }
    }

    private static List<BlobName> acknowledged(List<CephWriter> writers) {
        return writers.stream()
                .flatMap(writer -> writer.acknowledged().stream())
                .toList();
    }
}
