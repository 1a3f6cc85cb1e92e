package io.haservices.cli.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.Fence;
import io.haservices.HighAvailabilityServices;
import io.haservices.StateContent;
import io.haservices.cli.cluster.Cluster;
import io.haservices.cli.cluster.ElectionOption;
import io.haservices.cli.cluster.NameConverter;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.console.FileProblem;
import io.haservices.cli.console.NegativeException;
import io.haservices.cli.console.OutputException;
import io.haservices.cli.console.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a state. */
@Command(
        name = "get",
        description = "Reads a state; the whole is verified before the first byte is written.",
        footer = {"%nExit codes: 0 read, 1 no such state, 6 damaged: nothing was written."})
final class GetCommand implements Callable<Integer> {
    private final Cluster cluster;

    @Parameters(index = "0", paramLabel = "STORE", converter = NameConverter.class, description = "The store.")
    String store;

    @Parameters(index = "1", paramLabel = "NAME", converter = NameConverter.class, description = "The state's name.")
    String name;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write to this file, as a whole or not at all, instead of standard output.")
    @Nullable
    Path file;

    @Mixin
    ElectionOption election;

    GetCommand(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Integer call() {
        return cluster.call(this::get);
    }

    private int get(HighAvailabilityServices services) {
        Console console = cluster.console();
        String from = election.name(console.surroundings());
        Optional<StateContent> found =
                services.stateStore(from, store, Fence.currentTerm()).openVerified(name);
        if (found.isEmpty()) {
            throw new NegativeException(
                    "no-such-state",
                    "there is no state '" + name + "' in store '" + store + "' of election '" + from + "'.");
        }
        try (StateContent content = found.get()) {
            deliver(content, Console.object().put("election", from));
        } catch (IOException e) {
            throw new OutputException("the state could not be written out: " + FileProblem.of(e));
        }
        return ExitCode.DONE;
    }

    private static void writeTo(Path file, StateContent content) {
        try {
            WholeFile.write(file, content.stream());
        } catch (IOException e) {
            throw new UsageException(
                    "'" + file + "' cannot be written: " + FileProblem.of(e) + "; the state is as it was.");
        }
    }

    private void deliver(StateContent content, ObjectNode json) throws IOException {
        Console console = cluster.console();
        if (file != null) {
            writeTo(file, content);
            console.answer(
                    StateJson.put(json, content.info()).put("file", file.toString()),
                    out -> out.println("wrote " + content.info().length() + " bytes to " + file));
        } else if (console.json()) {
            byte[] bytes = content.stream().readAllBytes();
            console.answer(
                    StateJson.put(json, content.info())
                            .put("content_base64", Base64.getEncoder().encodeToString(bytes)),
                    out -> {});
        } else {
            content.stream().transferTo(console.surroundings().out());
            console.flush();
        }
    }
}
