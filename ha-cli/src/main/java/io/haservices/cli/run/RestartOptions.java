package io.haservices.cli.run;

import io.haservices.cli.console.UsageException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and when {@code ha run} stands again after its command has ended. */
final class RestartOptions {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration MOST_DELAY = Duration.ofMinutes(1);

    @Option(
            names = "--restart",
            paramLabel = "POLICY",
            description = "Whether to stand by again after the command has ended or leadership was lost:"
                    + " ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}. Leadership is given up first in any case, and TERM"
                    + " or INT end it for good.")
    RestartPolicy policy = RestartPolicy.NO;

    @Option(
            names = "--restart-delay",
            paramLabel = "DURATION",
            description = "How long to wait before that; doubled each time, until a command has run for longer than"
                    + " --restart-max-delay. Default: 1s.")
    @Nullable
    Duration delay;

    @Option(
            names = "--restart-max-delay",
            paramLabel = "DURATION",
            description = "How long to wait at most. Default: 1min.")
    @Nullable
    Duration maxDelay;

    @Option(
            names = "--restart-limit",
            paramLabel = "N",
            description = "Give up after so many restarts in a row, with the last exit code; 0 for never. Default: 0.")
    @Nullable
    Integer limit;

    Restarts restarts() {
        if (policy == RestartPolicy.NO && (delay != null || maxDelay != null || limit != null)) {
            throw new UsageException(
                    "--restart-delay, --restart-max-delay and --restart-limit say nothing without a restart:"
                            + " give for instance --restart on-failure, too");
        }
        Duration first = delay == null ? DELAY : delay;
        Duration longest = maxDelay == null ? MOST_DELAY : maxDelay;
        int most = limit == null ? 0 : limit;
        if (first.isNegative() || longest.compareTo(first) < 0 || most < 0) {
            throw new UsageException(
                    "--restart-delay has to be between 0 and --restart-max-delay, and --restart-limit not"
                            + " negative: give for instance --restart-delay 1s --restart-max-delay 1min --restart-limit 10");
        }
        return new Restarts(policy, first, longest, most);
    }
}
