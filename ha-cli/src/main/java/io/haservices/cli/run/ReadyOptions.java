package io.haservices.cli.run;

import io.haservices.cli.console.UsageException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When the command counts as ready. */
final class ReadyOptions {
    @Option(
            names = "--ready-when",
            paramLabel = "CHECK",
            description = "A shell command that is run every half second after the command was started, with the same"
                    + " environment; the address is published once it ends with 0. Default: at once.")
    @Nullable
    String check;

    @Option(
            names = "--ready-within",
            paramLabel = "DURATION",
            description = "End the command when the check has not ended with 0 so long after the start; leadership is"
                    + " given up then, as when the command fails. Default: no limit.")
    @Nullable
    Duration within;

    Optional<Readiness> readiness() {
        if (within != null && (check == null || within.isNegative() || within.isZero())) {
            throw new UsageException("--ready-within has to be above 0, and needs a check: give for instance"
                    + " --ready-when 'curl -sf localhost:8080/ready' --ready-within 1min");
        }
        return Optional.ofNullable(check).map(given -> new Readiness(given, Optional.ofNullable(within)));
    }
}
