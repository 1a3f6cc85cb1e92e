package io.haservices.benchmarks.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.benchmarks.Service;
import io.haservices.benchmarks.attack.Verdict.Rule;
import io.haservices.benchmarks.attack.Verdict.Violation;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the fence off the very same must be found to be wrong: else {@link AttackIT} would prove nothing. */
class AttackControlsIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"ZOOKEEPER", "ETCD"})
    void withoutTheFenceAStoppedLeaderIsFoundToWriteLate(Service service) {
        service.assumeAvailable();
        try (Battlefield field = Battlefield.open(service, AttackedMain.UNFENCED, folder, new Random(1))) {
            Campaign campaign = new Campaign(field);
            campaign.round("stopped", new ContenderFaults.Stopped());
            field.converge();
            field.endContenders();

            assertThat(new Verdict(field.history()).violations())
                    .extracting(Violation::rule)
                    .contains(Rule.FENCED, Rule.LINEARIZABLE);
        }
    }
}
