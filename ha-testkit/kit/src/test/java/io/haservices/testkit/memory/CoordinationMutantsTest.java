package io.haservices.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.spi.coordination.Capability;
import io.haservices.testkit.tck.Promises;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The TCK is tested too: a backend that breaks a rule fails that rule's tests and no others. */
class CoordinationMutantsTest {
    static Stream<Mutant<Function<InMemorySettings, Server>>> mutants() {
        return Stream.of(
                        ReadMutants.all(),
                        CommitMutants.all(),
                        OutcomeMutants.all(),
                        SessionMutants.all(),
                        WatchMutants.all())
                .flatMap(chapter -> chapter.stream());
    }

    @AfterEach
    void forget() {
        MutatedCoordination.SERVER.remove();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void aMutantFailsTheTestsOfItsRuleAndNoOther(Mutant<Function<InMemorySettings, Server>> mutant) {
        MutatedCoordination.SERVER.set(mutant.factory());
        TckRun run = TckRun.of(MutatedCoordination.class);
        assertThat(run.failures().keySet()).as(run.toString()).isEqualTo(mutant.broken());
        run.failures()
                .forEach((rule, messages) -> assertThat(messages)
                        .allSatisfy(message ->
                                assertThat(message).startsWith(rule + ": " + Promises.of(rule) + " Seen: ")));
        assertThat(run.succeeded()).as("passed").isGreaterThan(50);
    }

    @Test
    void theBackendPassesWithEverySetOfCapabilities() {
        for (Set<Capability> declared :
                Set.of(Set.<Capability>of(), Set.of(Capability.TAKE_OVER), Set.of(Capability.INCARNATION_GUARD))) {
            MutatedCoordination.SERVER.set(settings -> new Server(settings.withCapabilities(declared)));
            TckRun run = TckRun.of(MutatedCoordination.class);
            assertThat(run.failures()).as("with " + declared).isEmpty();
            assertThat(run.succeeded()).as("passed").isGreaterThan(50);
        }
    }

    @Test
    void everyRuleHasAMutant() {
        assertThat(mutants().map(Mutant::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Promises.all().keySet().stream()
                        .filter(rule -> rule.startsWith("CO-"))
                        .collect(Collectors.toSet()));
    }
}
