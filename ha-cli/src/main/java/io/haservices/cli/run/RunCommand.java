package io.haservices.cli.run;

import io.haservices.HighAvailabilityOptions;
import io.haservices.HighAvailabilityServices;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.cluster.Settings;
import io.haservices.cli.console.Console;
import io.haservices.cli.guard.CommandEnd;
import io.haservices.cli.guard.GuardedCommand;
import io.haservices.config.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "%nExit codes: the command's own; 75 when leadership was lost; 126 and 127 when the command cannot be executed or does"
                    + " not exist; 128+n when signal n ends standing by.",
            "%nUnder systemd (Type=notify, NotifyAccess=all) it tells when it stands by, what it does, and feeds the watchdog.",
            "%nExamples:",
            "  ha run --election jobs --address $(hostname):8080 -- ./master --port 8080",
            "  ha run --restart on-failure --ready-when 'curl -sf localhost:8080/ready' -- ./master --port 8080"
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

    @Mixin
    ReadyOptions ready;

    @Mixin
    RestartOptions restart;

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
        // What is wrong with the options is said before anything is waited for.
        Restarts restarts = restart.restarts();
        Optional<Readiness> readiness = ready.readiness();
        Optional<CommandEnd> problem = GuardedCommand.problem(command);
        if (problem.isPresent()) {
            console.note(problem.get().detail());
            return problem.get().exitCode().orElse(127);
        }
        try (ServiceManager manager = ServiceManager.of(console.surroundings().environment(), console::note);
                EventSink sink = EventSink.open(console, quiet, Optional.ofNullable(events), manager::status)) {
            return cluster.call(RunCommand::orderly, services -> stand(services, sink, manager, restarts, readiness));
        }
    }

    // The successor begins when the command is gone, not when a timeout says so: the deadline bounds the wait anyway.
    private static Configuration orderly(Configuration configuration) {
        return configuration.with(HighAvailabilityOptions.REVOCATION_TIMEOUT.key(), "10 min");
    }

    private int stand(
            HighAvailabilityServices services,
            EventSink sink,
            ServiceManager manager,
            Restarts restarts,
            Optional<Readiness> readiness) {
        services.checkStorage();
        String name = election.name(cluster.console().surroundings());
        Map<String, String> environment = Environment.of(services.clusterId(), name, Settings.of(cluster.console()));
        SignalDesk signals = new SignalDesk();
        Signals.receive(signals::signal);
        while (true) {
            Duration timeout = NegotiatedTimeout.of(services);
            Launch launch = new Launch(
                    command,
                    environment,
                    Optional.ofNullable(address),
                    readiness,
                    Grace.of(Optional.ofNullable(grace), timeout));
            manager.ready();
            Attempt.Result result =
                    new Attempt(services, cluster.load().configuration(), name, timeout, launch, sink).run(signals);
            int code = result.outcome().exitCode();
            Optional<Duration> pause = signals.isOver() ? Optional.empty() : restarts.after(code, result.ran());
            if (pause.isEmpty()) {
                return code;
            }
            sink.tell(
                    sink.event("restarting")
                            .put("exit_code", code)
                            .put("delay_millis", pause.get().toMillis()),
                    "standing by again in " + pause.get().toMillis() + " ms");
            Optional<Signals.Known> ended = signals.pause(pause.get());
            if (ended.isPresent()) {
                return ended.get().exitCode();
            }
        }
    }
}
