package io.haservices.cli.state;

import io.haservices.Fence;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.cluster.FenceOptions;
import io.haservices.cli.cluster.NameConverter;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The counters of an election. */
@Command(
        name = "counter",
        description = "Counters of an election that never give out a value twice; gaps are allowed.",
        footer = {
            "%nExamples:",
            "  ha counter next checkpoint-id      beneath 'ha run': fenced by its term",
            "  ha counter get checkpoint-id -o json"
        })
public final class CounterCommand implements Runnable {
    private final Cluster cluster;

    @Spec
    CommandSpec spec;

    /** Over this cluster. */
    public CounterCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a subcommand is missing: next or get");
    }

    @Command(
            name = "next",
            description =
                    "Gives out the next value; the first is 1. When the outcome is unknown (exit code 4), ask again.")
    int next(
            @Parameters(paramLabel = "NAME", converter = NameConverter.class, description = "The counter.") String name,
            @Mixin FenceOptions fenceOptions) {
        fenceOptions.check(cluster.console().surroundings());
        return cluster.call(services -> {
            String election = fenceOptions.election(cluster.console().surroundings());
            Fence fence = fenceOptions.fence(cluster.console().surroundings(), services.clusterId());
            return answer(
                    election, name, services.counter(election, name, fence).next());
        });
    }

    @Command(name = "get", description = "Shows the value that was given out last; 0 when there was none.")
    int get(
            @Parameters(paramLabel = "NAME", converter = NameConverter.class, description = "The counter.") String name,
            @Mixin ElectionOption electionOption) {
        return cluster.call(services -> {
            String election = electionOption.name(cluster.console().surroundings());
            return answer(
                    election,
                    name,
                    services.counter(election, name, Fence.currentTerm()).current());
        });
    }

    private int answer(String election, String name, long value) {
        cluster.console()
                .answer(
                        Console.object()
                                .put("election", election)
                                .put("name", name)
                                .put("value", value),
                        out -> out.println(value));
        return ExitCode.DONE;
    }
}
