package io.haservices.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Promises;
import java.net.URI;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The TCK is tested too: a storage that breaks a rule fails that rule's tests and no others. */
class StorageMutantsTest {
    static Stream<Mutant<BiFunction<URI, InMemoryBlobs, Storage>>> mutants() {
        return Stream.of(
                        VisibilityMutants.all(),
                        WriteMutants.all(),
                        ListMutants.all(),
                        IncompleteMutants.all(),
                        RefusalMutants.all(),
                        ConditionalMutants.all(),
                        InterruptMutants.all())
                .flatMap(chapter -> chapter.stream());
    }

    @AfterEach
    void forget() {
        MutatedStorage.STORAGE.remove();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void aMutantFailsTheTestsOfItsRuleAndNoOther(Mutant<BiFunction<URI, InMemoryBlobs, Storage>> mutant) {
        MutatedStorage.STORAGE.set(mutant.factory());
        TckRun run = TckRun.of(MutatedStorage.class);
        assertThat(run.failures().keySet()).as(run.toString()).isEqualTo(mutant.broken());
        run.failures()
                .forEach((rule, messages) -> assertThat(messages)
                        .allSatisfy(message ->
                                assertThat(message).startsWith(rule + ": " + Promises.of(rule) + " Seen: ")));
        assertThat(run.failures().get(mutant.rule())).anyMatch(message -> message.contains(mutant.seen()));
        assertThat(run.succeeded()).as("passed").isGreaterThan(45);
    }

    @Test
    void aStorageWithoutCapabilitiesPasses() {
        MutatedStorage.STORAGE.set(PlainStorage::new);
        TckRun run = TckRun.of(MutatedStorage.class);
        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).as("passed").isGreaterThan(45);
    }

    @Test
    void everyRuleHasAMutant() {
        assertThat(mutants().map(Mutant::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Promises.all().keySet().stream()
                        .filter(rule -> rule.startsWith("ST-"))
                        .collect(Collectors.toSet()));
    }
}
