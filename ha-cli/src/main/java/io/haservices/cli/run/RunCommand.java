package io.haservices.cli.run;

import io.haservices.HighAvailabilityOptions;
import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderElection;
import io.haservices.LivenessOptions;
import io.haservices.LivenessPolicy;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.cluster.Settings;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.UsageException;
import io.haservices.cli.guard.CommandEnd;
import io.haservices.cli.guard.GuardException;
import io.haservices.cli.guard.GuardedCommand;
import io.haservices.config.Configuration;
import io.haservices.errors.HaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command where this process leads. */
@Command(
        name = "run",
        description = {
            "Stands by until it leads the election, then runs the command for as long as it leads. When leadership ends, the"
                    + " command and all processes of its session are ended (TERM, grace, KILL) before another can lead.",
            "%nThe command finds HA_ELECTION, HA_EPOCH, HA_LEADER_ID, HA_CLUSTER_ID and HA_CONF_DIR in its environment, so"
                    + " 'ha state put' beneath it is fenced. INT, TERM, HUP and USR1 are passed on to it."
        },
        footer = {
            "%nExit codes: the command's own; 75 when leadership was lost; 128+n when signal n ends standing by.",
            "%nExample:",
            "  ha run --election jobs --address $(hostname):8080 -- ./master --port 8080"
        })
public final class RunCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Mixin
    ElectionOption election;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Published as the leader's address once the command was started.")
    @Nullable
    String address;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description = "How long the command may take to end after TERM. Stepping down begins grace + 1s before the"
                    + " deadline. Default: what fits the session timeout, at most 10s.")
    @Nullable
    Duration grace;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Append every event to this file, as JSON lines; '-o json' prints them on standard error.")
    @Nullable
    Path events;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing of standing by and leading.")
    boolean quiet;

    @Parameters(paramLabel = "CMD", arity = "1..*", description = "The command and its arguments, after '--'.")
    List<String> command = new ArrayList<>();

    /** Over this cluster. */
    public RunCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        Console console = cluster.console();
        Optional<CommandEnd> problem = GuardedCommand.problem(command);
        if (problem.isPresent()) {
            console.note(problem.get().detail());
            return problem.get().exitCode().orElse(127);
        }
        try (EventSink sink = EventSink.open(console, quiet, Optional.ofNullable(events))) {
            return cluster.call(RunCommand::orderly, services -> stand(services, sink));
        }
    }

    // The successor begins when the command is gone, not when a timeout says so: the deadline bounds the wait anyway.
    private static Configuration orderly(Configuration configuration) {
        return configuration.with(HighAvailabilityOptions.REVOCATION_TIMEOUT.key(), "10 min");
    }

    private int stand(HighAvailabilityServices services, EventSink sink) {
        services.checkStorage();
        String name = election.name(cluster.console().surroundings());
        Duration timeout = NegotiatedTimeout.of(services);
        Launch launch = new Launch(
                command,
                Environment.of(services.clusterId(), name, Settings.of(cluster.console())),
                Optional.ofNullable(address),
                Grace.of(Optional.ofNullable(grace), timeout));
        try (GuardedCommand guarded = GuardedCommand.standBy();
                Renewal renewal = new Renewal(period(timeout));
                LeaderElection standing = election(services, name, guarded)) {
            CommandContender contender = new CommandContender(guarded, launch, renewal, sink);
            Signals.receive(contender::signal);
            sink.tell(
                    sink.event("standby")
                            .put("election", name)
                            .put("contender_id", standing.contenderId())
                            .put("session_timeout_millis", timeout.toMillis())
                            .put("grace_millis", launch.grace().toMillis()),
                    "standing by in election '" + name + "' as " + standing.contenderId());
            contender.watchGuard();
            standing.start(contender);
            return outcome(contender);
        } catch (GuardException e) {
            throw new UsageException("a command cannot be guarded on this machine: " + e.getMessage());
        }
    }

    /** Nobody takes over on evidence of death as long as the guard may still have to end the command. */
    private LeaderElection election(HighAvailabilityServices services, String name, GuardedCommand guarded) {
        Configuration configuration = cluster.load().configuration();
        return configuration.get(LivenessOptions.POLICY) == LivenessPolicy.OFF
                ? services.leaderElection(name)
                : services.leaderElection(name, guarded.witness(configuration.get(LivenessOptions.BIND_ADDRESS)));
    }

    private static int outcome(CommandContender contender) {
        try {
            return contender.outcome().join().exitCode();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HaException error) {
                throw error;
            }
            throw e;
        }
    }

    private static Duration period(Duration timeout) {
        Duration twentieth = timeout.dividedBy(20);
        return twentieth.toMillis() < 250 ? twentieth : Duration.ofMillis(250);
    }
}
