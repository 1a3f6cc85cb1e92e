package io.haservices.cli.steering;

import io.haservices.HighAvailabilityServices;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lifts the pause of an election. */
@Command(
        name = "resume",
        description = "Lifts the pause of an election.",
        footer = {"%nExit codes: 0 resumed, 1 it was not paused."})
public final class ResumeCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Mixin
    ElectionOption election;

    /** Over this cluster. */
    public ResumeCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        String of = election.name(cluster.console().surroundings());
        return cluster.call(services -> resume(services, of));
    }

    private int resume(HighAvailabilityServices services, String of) {
        services.steering(of).resume();
        cluster.console()
                .answer(
                        Console.object().put("election", of).put("resumed", true),
                        out -> out.println("election '" + of + "' is paused no more"));
        return ExitCode.DONE;
    }
}
