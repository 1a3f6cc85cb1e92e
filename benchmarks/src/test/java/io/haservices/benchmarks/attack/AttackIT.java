package io.haservices.benchmarks.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.haservices.benchmarks.Service;
import io.haservices.benchmarks.attack.Verdict.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real servers and real contenders under all faults that this machine can make, one after another; what the contenders saw is judged. By itself
 * each fault comes once; {@code ./verify --faults MINUTES} goes on for longer.
 */
class AttackIT {
    /** Below these a run proves nothing; each cycle of faults brings several times as many. */
    private static final int LEAST_WRITES = 300;

    private static final int LEAST_READS = 300;
    private static final int LEAST_GLANCES = 300;
    private static final int LEAST_TERMS = 6;

    private static final Duration AT_LEAST = Duration.ofSeconds(Integer.getInteger("ha.attack.seconds", 60));

    private static final String ONLY = System.getProperty("ha.attack.service", "");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"ZOOKEEPER", "ETCD"})
    void noFaultBreaksAPromise(Service service) throws IOException {
        assumeTrue(ONLY.isEmpty() || ONLY.equals(service.toString()), "only " + ONLY + " was asked for");
        service.assumeAvailable();
        long seed = Long.getLong("ha.attack.seed", System.currentTimeMillis());
        System.out.println("attack on " + service + ", seed " + seed);
        try (Battlefield field = Battlefield.open(service, AttackedMain.FENCED, folder, new Random(seed))) {
            Campaign campaign = new Campaign(field);
            campaign.run(AT_LEAST);
            Duration convergence = field.converge();
            field.endContenders();

            Verdict verdict = new Verdict(field.history());
            List<Violation> violations = verdict.violations();
            Report report = new Report(field.history(), campaign, verdict, violations, convergence);
            Path written = report.write(service, seed);
            campaign.obstacles().forEach((fault, why) -> System.out.println("NOT RUN " + fault + ": " + why));
            System.out.println("attack, " + service + ": " + report.summary());

            if (!violations.isEmpty()) {
                System.out.println("the whole history: " + report.writeHistory(service));
            }
            assertThat(violations).as("seed %d, see %s", seed, written).isEmpty();
            assertThat(campaign.rounds().stream()
                            .map(Campaign.Round::fault)
                            .distinct()
                            .count())
                    .as("each fault that can be made here")
                    .isEqualTo(Faults.all().size() - campaign.obstacles().size());
            assertThat(report.writes()).as("too few to prove anything").isGreaterThan(LEAST_WRITES);
            assertThat(report.reads()).as("too few to prove anything").isGreaterThan(LEAST_READS);
            assertThat(report.glances()).as("too few to prove anything").isGreaterThan(LEAST_GLANCES);
            assertThat(report.terms()).as("too few to prove anything").isGreaterThan(LEAST_TERMS);
            assertThat(field.history().counts()).as("too few to prove anything").isPositive();
        }
    }
}
