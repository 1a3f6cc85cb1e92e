package io.haservices.cli.state;

import io.haservices.Fence;
import io.haservices.HighAvailabilityServices;
import io.haservices.WriteOptions;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.FenceOptions;
import io.haservices.cli.cluster.NameConverter;
import io.haservices.cli.cluster.WriteConditions;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a state. */
@Command(
        name = "rm",
        description = "Removes a state: first the pointer, fenced by a term, then the bytes.",
        footer = {"%nExit codes: 0 removed, 1 no such state or another version, 3 stale epoch, 4 outcome unknown."})
final class RemoveCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Parameters(index = "0", paramLabel = "STORE", converter = NameConverter.class, description = "The store.")
    String store;

    @Parameters(index = "1", paramLabel = "NAME", converter = NameConverter.class, description = "The state's name.")
    String name;

    @Mixin
    FenceOptions fenceOptions;

    @Mixin
    WriteConditions conditions;

    RemoveCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        fenceOptions.check(cluster.console().surroundings());
        WriteOptions options = conditions.options(false);
        return cluster.call(services -> remove(services, options));
    }

    private int remove(HighAvailabilityServices services, WriteOptions options) {
        Console console = cluster.console();
        String election = fenceOptions.election(console.surroundings());
        Fence fence = fenceOptions.fence(console.surroundings(), services.clusterId());
        boolean removed = services.stateStore(election, store, fence).remove(name, options);
        console.answer(
                Console.object()
                        .put("election", election)
                        .put("store", store)
                        .put("name", name)
                        .put("removed", removed),
                out -> out.println((removed ? "removed " : "no such state: ") + store + "/" + name));
        return removed ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
}
