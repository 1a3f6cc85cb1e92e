package io.haservices.cli.steering;

import io.haservices.ElectionStatus;
import io.haservices.HighAvailabilityServices;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.UsageException;
import io.haservices.cli.leader.SteeringView;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pauses an election: only the candidate that led last may lead, until it is resumed. */
@Command(
        name = "pause",
        description = "Pauses an election: only the candidate that led last may lead, until it is resumed.",
        footer = {
            "%nThe leader goes on. That candidate is known again after a restart by its high-availability.candidate-id.",
            "%nExit codes: 0 paused, 1 refused with the reason, for instance that it is paused already.",
            "%nExample:",
            "  ha pause --reason 'upgrade of the switches' --for 1h"
        })
public final class PauseCommand implements Callable<Integer> {
    private static final int LONGEST = 500;

    private final Cluster cluster;

    @Mixin
    ElectionOption election;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for people.")
    @Nullable
    String reason;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description =
                    "For how long, counted by each contender from when it saw the pause; the first to finish lifts it."
                            + " Default: until 'ha resume'.")
    @Nullable
    Duration limit;

    /** Over this cluster. */
    public PauseCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        String of = election.name(cluster.console().surroundings());
        String why = Objects.requireNonNull(reason).strip();
        if (why.isEmpty() || why.length() > LONGEST) {
            throw new UsageException("--reason needs a text of 1 to " + LONGEST + " characters");
        }
        Optional<Duration> duration = Optional.ofNullable(limit);
        if (duration.filter(wanted -> wanted.toMillis() < 1).isPresent()) {
            throw new UsageException(
                    "--for needs a time above zero, such as '1h'; leave it out to pause until 'ha resume'");
        }
        return cluster.call(services -> pause(services, of, why, duration));
    }

    private int pause(HighAvailabilityServices services, String of, String why, Optional<Duration> duration) {
        services.steering(of).pause(why, duration);
        ElectionStatus status = services.status(of);
        cluster.console()
                .answer(
                        SteeringView.put(Console.object().put("election", of), status.steering()),
                        out -> out.println("election '" + of + "' is "
                                + status.steering()
                                        .pause()
                                        .map(SteeringView::line)
                                        .orElse("paused no more")));
        status.steering()
                .pause()
                .filter(paused -> !cluster.console().json())
                .filter(paused -> hasNoIdOfItsOwn(status, paused.candidateId()))
                .ifPresent(paused -> cluster.console()
                        .note(
                                "that candidate has no high-availability.candidate-id: when its process ends, nobody leads until"
                                        + " 'ha resume'"));
        return ExitCode.DONE;
    }

    /** Then it goes by the id of its process. Its entry among the candidates may be a second late. */
    private static boolean hasNoIdOfItsOwn(ElectionStatus status, String candidateId) {
        return status.leader().filter(leader -> leader.id().equals(candidateId)).isPresent()
                || status.candidates().stream()
                        .anyMatch(candidate -> candidate.candidateId().isEmpty()
                                && candidate.id().equals(candidateId));
    }
}
