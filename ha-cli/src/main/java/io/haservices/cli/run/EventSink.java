package io.haservices.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.Leadership;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.FileProblem;
import io.haservices.cli.console.UsageException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The record of what happened to this contender (CLI-14): one JSON line an event, with the wall clock for people and the
 * monotonic clock of this machine for comparison with other processes.
 */
final class EventSink implements AutoCloseable {
    private final Console console;
    private final boolean quiet;
    private final @Nullable BufferedWriter file;
    private final Consumer<String> status;
    private final long pid = ProcessHandle.current().pid();

    private EventSink(Console console, boolean quiet, @Nullable BufferedWriter file, Consumer<String> status) {
        this.console = console;
        this.quiet = quiet;
        this.file = file;
        this.status = status;
    }

    /** {@code status} is told the words for people as well. */
    static EventSink open(Console console, boolean quiet, Optional<Path> file, Consumer<String> status) {
        try {
            return new EventSink(
                    console,
                    quiet,
                    file.isPresent() ? Files.newBufferedWriter(file.get(), UTF_8, CREATE, APPEND) : null,
                    status);
        } catch (IOException e) {
            throw new UsageException("--events: the file cannot be written: " + FileProblem.of(e));
        }
    }

    /** An event to be filled and handed to {@link #tell}; its time is now. */
    ObjectNode event(String name) {
        return Console.object()
                .put("event", name)
                .put("wall", Instant.now().toString())
                .put("monotonic_nanos", System.nanoTime())
                .put("pid", pid);
    }

    /** As {@link #event(String)}, with the term that it belongs to. */
    ObjectNode event(String name, Leadership leadership) {
        return event(name)
                .put("election", leadership.election())
                .put("leader_id", leadership.leaderId())
                .put("epoch", leadership.epoch());
    }

    /** Records an event, and tells it to people in these words. */
    synchronized void tell(ObjectNode event, String words) {
        if (file != null) {
            try {
                file.write(event + "\n");
                file.flush();
            } catch (IOException e) {
                console.note("--events: the file cannot be written any more: " + FileProblem.of(e));
            }
        }
        if (console.json()) {
            console.surroundings().err().println(event);
        } else if (!quiet) {
            console.note(words);
        }
        status.accept(words);
    }

    @Override
    public synchronized void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                console.note("--events: the file cannot be closed: " + FileProblem.of(e));
            }
        }
    }
}
