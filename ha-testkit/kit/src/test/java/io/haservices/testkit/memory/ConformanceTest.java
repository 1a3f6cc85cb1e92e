package io.haservices.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.haservices.testkit.tck.Conformance;
import io.haservices.testkit.tck.Judge;
import io.haservices.testkit.tck.Promises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A stranger reads in one file, rule by rule, what the backend keeps. */
class ConformanceTest {
    private static final String BACKEND = MutatedCoordination.class.getName();

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        MutatedCoordination.SERVER.remove();
    }

    @Test
    void tellsWhatWasKeptBrokenAndSkipped() throws IOException {
        Mutant<java.util.function.Function<InMemorySettings, Server>> mutant =
                ReadMutants.all().get(0);
        String broken = mutant.rule();
        MutatedCoordination.SERVER.set(settings -> mutant.factory().apply(settings.withCapabilities(Set.of())));
        run(MutatedCoordination.class, false);

        String text = Files.readString(folder.resolve(BACKEND + ".txt"));
        assertThat(text)
                .startsWith("TCK of " + BACKEND + ": 20 rules")
                .contains(": 18 passed, 1 FAILED, 1 skipped, 0 not run\n")
                .contains(broken + "  FAILED ", "FAILED   ", broken + ": " + Promises.of(broken) + " Seen: ")
                .contains("CO-09  skipped     0 passed  " + Promises.of("CO-09"))
                .contains("this backend does not declare TAKE_OVER")
                .contains("CO-03  passed ");
        assertThat(Files.readString(folder.resolve(BACKEND + ".json")))
                .startsWith("{\"schema\":1,\"backend\":\"" + BACKEND + "\"")
                .contains("{\"rule\":\"" + broken + "\"", "\"outcome\":\"failed\"", "\"outcome\":\"skipped\"");
    }

    @Test
    void aSingleChapterIsNotTakenForTheWhole() throws IOException {
        run(OneChapter.class, false);
        assertThat(Files.readString(folder.resolve(OneChapter.class.getName() + ".txt")))
                .contains("CO-17  passed ", "CO-01  not run ");
    }

    @Test
    void aQuietRunWritesNothing() {
        run(OneChapter.class, true);
        assertThat(folder).isEmptyDirectory();
    }

    /** Run by this test, not by the build. */
    static class OneChapter extends io.haservices.testkit.tck.coordination.CoordinationClose {
        @Override
        protected io.haservices.testkit.tck.coordination.CoordinationFixture fixture() {
            return new VirtualFixture(Server::new);
        }
    }

    private void run(Class<?> tests, boolean quiet) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter(Judge.QUIET, String.valueOf(quiet))
                .configurationParameter(Conformance.FOLDER, folder.toString())
                .execute();
    }
}
