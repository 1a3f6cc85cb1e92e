package io.haservices.cli.demo;

import static java.util.stream.Collectors.toCollection;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All processes that the demo started; ends them and everything beneath them. After that, none can be started. */
final class Children implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<Process> started = new ArrayList<>();
    // Those of a killed process get another parent: they have to be remembered while it lives.
    private final Set<ProcessHandle> beneath = new LinkedHashSet<>();
    private boolean closed;

    /** Starts one that holds on to the life line, and writes its output there. */
    synchronized Process start(List<String> command, Path log) throws IOException {
        if (closed) {
            throw new IOException("the demo is being ended");
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("HA_"));
        File output = log.toFile();
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Kills one with -9, after noting what runs beneath it. */
    synchronized void kill(Process process) {
        process.descendants().forEach(beneath::add);
        process.destroyForcibly();
    }

    /** Asks all to end, the first one last because the others need it, waits, and kills what is left. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        started.stream().skip(1).flatMap(Process::descendants).forEach(beneath::add);
        List<ProcessHandle> users = new ArrayList<>(beneath);
        started.stream().skip(1).map(Process::toHandle).forEach(users::add);
        List<ProcessHandle> server =
                started.stream().limit(1).flatMap(Process::descendants).collect(toCollection(ArrayList::new));
        started.stream().limit(1).map(Process::toHandle).forEach(server::add);
        end(users);
        end(server);
    }

    private static void end(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroy);
        awaitEnd(processes);
        processes.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(processes);
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException notYet) {
            // The caller has a harder way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
