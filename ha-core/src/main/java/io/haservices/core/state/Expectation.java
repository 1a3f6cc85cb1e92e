package io.haservices.core.state;

import io.haservices.StateVersion;
import io.haservices.WriteOptions;
import io.haservices.errors.StateConflictException;
import io.haservices.spi.coordination.Entry;
import java.util.Optional;

/** Compares what a conditional write expects with what is there. */
final class Expectation {
    private Expectation() {}

    static StateVersion version(Entry entry) {
        return new StateVersion(entry.incarnation(), entry.version());
    }

    /** Throws {@link StateConflictException} when it is something else. */
    static void check(WriteOptions options, Optional<Entry> current, String what) {
        if (options.mustBeAbsent() && current.isPresent()) {
            throw new StateConflictException(what + " refused: it exists already, with version "
                    + version(current.get()) + ". Nothing was changed.");
        }
        if (options.expected().isPresent() && !current.map(Expectation::version).equals(options.expected())) {
            throw new StateConflictException(what + " refused: version "
                    + options.expected().get() + " was expected, but "
                    + current.map(entry -> "version " + version(entry) + " is there")
                            .orElse("it does not exist")
                    + ". Nothing was changed; read again, then decide.");
        }
    }

    static boolean isConditional(WriteOptions options) {
        return options.mustBeAbsent() || options.expected().isPresent();
    }
}
