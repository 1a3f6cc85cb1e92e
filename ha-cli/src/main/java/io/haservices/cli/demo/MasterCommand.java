package io.haservices.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.HighAvailabilityServices;
import io.haservices.StateStore;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.FenceOptions;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.Failure;
import io.haservices.cli.console.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The program that the demo's leader runs: recovers the journal, adds a line, saves it, and waits for its end. */
@Command(name = "demo-master", hidden = true, description = "The program of 'ha demo'.")
public final class MasterCommand implements Callable<Integer> {
    static final String STORE = "demo";
    static final String STATE = "journal";

    private final Cluster cluster;

    @Parameters(index = "0", description = "Who runs it.")
    String who;

    @Parameters(index = "1", description = "Where to record what it does.")
    Path events;

    @Mixin
    FenceOptions fence;

    /** Over this cluster. */
    public MasterCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            cluster.call(this::recoverAndSave);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            tell("failed", "message", failure.message());
            return failure.code();
        }
        // Until a signal ends this process.
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }

    private int recoverAndSave(HighAvailabilityServices services) {
        Surroundings surroundings = cluster.console().surroundings();
        StateStore store = services.stateStore(
                fence.election(surroundings), STORE, fence.fence(surroundings, services.clusterId()));
        String journal =
                store.read(STATE).map(bytes -> new String(bytes, UTF_8)).orElse("");
        tell("recovered", "content", journal);
        String longer = journal + "epoch " + surroundings.variable("HA_EPOCH").orElse("?") + ": " + who + " was here\n";
        store.put(STATE, longer.getBytes(UTF_8));
        tell("saved", "content", longer);
        return ExitCode.DONE;
    }

    private void tell(String event, String field, String text) {
        ObjectNode record = Console.object()
                .put("event", event)
                .put("monotonic_nanos", System.nanoTime())
                .put("pid", ProcessHandle.current().pid())
                .put(
                        "epoch",
                        cluster.console()
                                .surroundings()
                                .variable("HA_EPOCH")
                                .map(Long::valueOf)
                                .orElse(0L))
                .put(field, text);
        try {
            Files.writeString(events, record + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
