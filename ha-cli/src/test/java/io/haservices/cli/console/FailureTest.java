package io.haservices.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.haservices.core.records.CounterRecord;
import io.haservices.core.records.Records;
import io.haservices.errors.ConfigurationException;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.ElectionRemovedException;
import io.haservices.errors.HaException;
import io.haservices.errors.LeadershipLostException;
import io.haservices.errors.MissingBlobException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.StaleEpochException;
import io.haservices.errors.StateConflictException;
import io.haservices.errors.StorageException;
import io.haservices.errors.UnavailableException;
import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Scope;
import io.haservices.values.Bytes;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    static Stream<Arguments> errors() {
        return Stream.of(
                arguments(new UsageException("m"), 2, "usage"),
                arguments(new NegativeException("no-such-state", "m"), 1, "no-such-state"),
                arguments(new ConfigurationException("m"), 2, "configuration"),
                arguments(new StaleEpochException("put", "e", 1, 2), 3, "stale-epoch"),
                arguments(new OutcomeUnknownException("m", "mark", null), 4, "outcome-unknown"),
                arguments(new UnavailableException("m"), 5, "unreachable"),
                arguments(new StorageException("m"), 5, "storage"),
                arguments(new DamagedStateException("m", "p", "l", null), 6, "damaged"),
                arguments(new MissingBlobException("m"), 6, "damaged"),
                arguments(unreadable(), 6, "damaged"),
                arguments(new StateConflictException("m"), 1, "conflict"),
                arguments(new ElectionRemovedException("m"), 1, "election-removed"),
                arguments(new NotAuthorizedException("m"), 2, "not-authorized"),
                arguments(new UnsupportedCapabilityException("m"), 2, "unsupported"),
                arguments(new LeadershipLostException("m"), 75, "leadership-lost"),
                arguments(new HaException("m"), 70, "internal"),
                arguments(new IllegalStateException("m"), 70, "internal"),
                arguments(new StackOverflowError(), 70, "internal"));
    }

    private static Throwable unreadable() {
        Entry cutOff = new Entry(Scope.named("e").key("counters", "ids"), Bytes.utf8("{"), 0, 1, Optional.empty());
        return catchThrowable(() -> Records.decode(cutOff, CounterRecord.class));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void givesEveryErrorItsExitCode(Throwable error, int code, String type) {
        Failure failure = Failure.of(error);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.type()).isEqualTo(type);
        assertThat(failure.message()).isNotBlank();
    }
}
