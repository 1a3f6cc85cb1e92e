package io.haservices.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.Fence;
import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.Leadership;
import io.haservices.StateStore;
import io.haservices.WriteOptions;
import io.haservices.check.CheckListener;
import io.haservices.check.CheckOptions;
import io.haservices.check.CheckReport;
import io.haservices.check.Finding;
import io.haservices.check.Treatment;
import io.haservices.config.Configuration;
import io.haservices.errors.LeadershipLostException;
import io.haservices.spi.storage.BlobSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two coordination services on one storage, with the same cluster and election: in both all write as fast as they can while terms
 * change, leaders clean up, and repairs run one after another. Nobody loses a byte.
 */
class CleanupRaceTest {
    private static final int TERMS = 8;
    private static final int WRITERS = 3;

    @TempDir
    Path folder;

    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void nobodyLosesAByte() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Ensemble one = new Ensemble("race-one");
                Ensemble two = new Ensemble("race-two")) {
            List<Future<?>> running = new ArrayList<>();
            for (Ensemble ensemble : List.of(one, two)) {
                for (int i = 0; i < WRITERS; i++) {
                    int number = i;
                    running.add(threads.submit(() -> ensemble.write(number)));
                }
                running.add(threads.submit(ensemble::repair));
            }
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> running.stream().anyMatch(Future::isDone)
                            || (one.terms.get() >= TERMS && two.terms.get() >= TERMS));
            enough.set(true);
            for (Future<?> each : running) {
                each.get(2, TimeUnit.MINUTES);
            }
            one.checkAll();
            two.checkAll();
        } finally {
            enough.set(true);
            threads.shutdownNow();
        }
    }

    private final class Ensemble implements AutoCloseable, LeaderContender {
        private final HighAvailabilityServices services;
        private final List<LeaderElection> elections = new ArrayList<>();
        private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
        private final AtomicInteger terms = new AtomicInteger();
        private final AtomicInteger writes = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final Map<Treatment, Integer> treated = new EnumMap<>(Treatment.class);
        private int checks;

        Ensemble(String name) {
            services = HighAvailability.open(Configuration.of(Map.of(
                    "high-availability", "memory",
                    "high-availability.memory.name", name,
                    "high-availability.storageDir", folder.toUri().toString(),
                    "high-availability.cluster-id", "race",
                    "high-availability.cleanup.delay", "10 ms",
                    "high-availability.cleanup.interval", "20 ms")));
            for (int i = 0; i < 2; i++) {
                LeaderElection election = services.leaderElection("main");
                elections.add(election);
                election.start(this);
            }
        }

        @Override
        public void onGranted(Leadership leadership) {
            int before = writes.get();
            terms.incrementAndGet();
            Thread resigning = new Thread(() -> {
                await().atMost(Duration.ofMinutes(2)).until(() -> enough.get() || writes.get() > before + 50);
                leadership.resign();
            });
            resigning.setDaemon(true);
            resigning.start();
        }

        @Override
        public void onRevoked(Leadership leadership) {}

        private StateStore jobs() {
            return services.stateStore("main", "jobs", Fence.currentTerm());
        }

        void write(int number) {
            for (int i = 0; !enough.get(); i++) {
                String name = "w" + number + "-" + i % 3;
                String content = name + " " + i;
                try {
                    jobs().put(name, BlobSource.of(content.getBytes(StandardCharsets.UTF_8)), WriteOptions.any());
                    acknowledged.put(name, content);
                    writes.incrementAndGet();
                    checkOne(name, content);
                } catch (LeadershipLostException e) {
                    refused.incrementAndGet();
                }
            }
        }

        void repair() {
            while (!enough.get()) {
                CheckReport report = services.check("main", CheckOptions.look().repairing(), CheckListener.NONE);
                assertThat(report.findings())
                        .as("what writers at full speed leave for a repair")
                        .allMatch(finding ->
                                finding.treatment() == Treatment.REMOVED && finding.kind() != Finding.Kind.QUARANTINED);
                report.findings().forEach(finding -> treated.merge(finding.treatment(), 1, Integer::sum));
                checks++;
            }
        }

        private void checkOne(String name, String content) {
            assertThat(jobs().read(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                    .as(name)
                    .contains(content);
        }

        void checkAll() {
            System.out.printf(
                    "%d terms, %d writes, %d refused, %d checks, %s%n",
                    terms.get(), writes.get(), refused.get(), checks, treated);
            assertThat(acknowledged).isNotEmpty();
            acknowledged.forEach(this::checkOne);
            CheckReport report = services.check("main", CheckOptions.look(), CheckListener.NONE);
            assertThat(report.states()).isEqualTo(acknowledged.size());
            assertThat(report.otherOrigins()).hasSize(1);
            assertThat(report.otherOrigins().get(0).blobs()).isGreaterThanOrEqualTo(acknowledged.size());
            assertThat(checks).isPositive();
        }

        @Override
        public void close() {
            services.close();
        }
    }
}
