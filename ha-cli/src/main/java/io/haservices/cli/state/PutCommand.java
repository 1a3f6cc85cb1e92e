package io.haservices.cli.state;

import io.haservices.Fence;
import io.haservices.HighAvailabilityServices;
import io.haservices.StateInfo;
import io.haservices.WriteOptions;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.FenceOptions;
import io.haservices.cli.cluster.NameConverter;
import io.haservices.cli.cluster.WriteConditions;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.spi.storage.BlobSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves a state. */
@Command(
        name = "put",
        description = "Saves a state: first the bytes, then the pointer to them, fenced by a term.",
        footer = {"%nExit codes: 0 saved, 1 condition not met, 3 stale epoch (nothing changed), 4 outcome unknown."})
final class PutCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Parameters(index = "0", paramLabel = "STORE", converter = NameConverter.class, description = "The store.")
    String store;

    @Parameters(index = "1", paramLabel = "NAME", converter = NameConverter.class, description = "The state's name.")
    String name;

    @Parameters(
            index = "2",
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The file with the bytes; '-', the default, is standard input.")
    String file;

    @Mixin
    FenceOptions fenceOptions;

    @Mixin
    WriteConditions conditions;

    @Option(names = "--if-absent", description = "Only if there is no such state; else exit code 1.")
    boolean ifAbsent;

    PutCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        fenceOptions.check(cluster.console().surroundings());
        WriteOptions options = conditions.options(ifAbsent);
        try (Input input = Input.of(file, cluster.console().surroundings().in())) {
            return cluster.call(services -> put(services, input.source(), options));
        }
    }

    private int put(HighAvailabilityServices services, BlobSource source, WriteOptions options) {
        Console console = cluster.console();
        String election = fenceOptions.election(console.surroundings());
        Fence fence = fenceOptions.fence(console.surroundings(), services.clusterId());
        StateInfo saved = services.stateStore(election, store, fence).put(name, source, options);
        console.answer(
                StateJson.put(Console.object().put("election", election), saved),
                out -> out.println("saved " + store + "/" + name + ": " + saved.length() + " bytes, epoch "
                        + saved.epoch() + ", version " + saved.version()));
        return ExitCode.DONE;
    }
}
