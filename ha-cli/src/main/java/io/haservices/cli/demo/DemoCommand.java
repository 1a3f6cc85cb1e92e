package io.haservices.cli.demo;

import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.Style;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A failover to look at. */
@Command(
        name = "demo",
        description = {
            "Starts a server of the coordination service and three contenders in a temporary folder, kills the leader with -9, and"
                    + " shows who takes over, how fast, that the state is recovered, and that a late write of the dead leader is"
                    + " refused.",
            "%nNeeds no configuration, takes about 20 seconds, and leaves nothing behind."
        },
        footer = {
            "%nExit codes: 0 everything went as it must, 1 a step failed (it is named), 2 there is no program of the server."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    private final Console console;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "zookeeper (the default; it is shipped), or etcd: the program that the environment variable ETCD names,"
                            + " else the one in the PATH.")
    Backend backend = Backend.ZOOKEEPER;

    @Option(names = "--keep", description = "Keep the temporary folder with configuration, records and logs.")
    boolean keep;

    @Option(names = "--sabotage", hidden = true)
    Sabotage sabotage = Sabotage.NONE;

    /** Printing here. */
    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DemoService service = backend.find(console.surroundings());
        try (Stage stage = Stage.open(keep)) {
            Timeline timeline = new Timeline(console);
            Story story = new Story(service, stage.workspace(), stage.children(), timeline, sabotage);
            try {
                story.tell(keep);
            } catch (StepFailedException | IOException e) {
                if (stage.interrupted()) {
                    return INTERRUPTED;
                }
                story.findings().failure = e instanceof StepFailedException failed
                        ? failed
                        : new StepFailedException(Step.SERVER, "a process could not be started: " + e);
            }
            stage.clear();
            return conclude(story.findings(), timeline, stage.workspace());
        }
    }

    private int conclude(Findings findings, Timeline timeline, Workspace workspace) {
        StepFailedException failure = findings.failure;
        var json =
                findings.json(timeline).put("folder", keep ? workspace.folder().toString() : null);
        console.answer(json, out -> {
            if (failure == null && findings.second != null) {
                out.println(console.styled(
                        Style.GREEN,
                        findings.second.name() + " took over after " + findings.failoverMillis() + " ms with epoch "
                                + findings.second.epoch() + "; the state was recovered, the late write refused."));
                out.println("The servers keep the session of a dead leader for " + Workspace.SESSION_TIMEOUT
                        + "; that is waited for only where its death cannot be seen otherwise.");
            }
            if (keep) {
                out.println("Everything lies in " + workspace.folder());
            }
        });
        if (failure != null) {
            console.note("the demo failed in step '" + failure.step() + "': " + failure.getMessage());
            return ExitCode.NEGATIVE;
        }
        return ExitCode.DONE;
    }
}
