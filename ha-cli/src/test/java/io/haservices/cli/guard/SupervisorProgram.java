package io.haservices.cli.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plays {@code ha run} for the tests, which stop and kill it: leads at once, and renews until it is told otherwise. */
final class SupervisorProgram {
    private static final Duration EVERY = Duration.ofMillis(100);

    private final Path folder;
    private final Duration lease;
    private final Duration grace;

    private SupervisorProgram(Path folder, Duration lease, Duration grace) {
        this.folder = folder;
        this.lease = lease;
        this.grace = grace;
    }

    /** The folder to report to, lease and grace in milliseconds, the command. */
    public static void main(String[] arguments) throws Exception {
        SupervisorProgram program =
                new SupervisorProgram(Path.of(arguments[0]), millis(arguments[1]), millis(arguments[2]));
        System.exit(program.run(Arrays.asList(arguments).subList(3, arguments.length)));
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }

    private int run(List<String> command) throws Exception {
        try (GuardedCommand guarded = GuardedCommand.standBy()) {
            report("guard " + guarded.guardPid());
            for (String signal : List.of("INT", "TERM", "HUP")) {
                SignalHandlers.take(signal, () -> guarded.forward(signal));
            }
            guarded.launch(command, Map.of("HA_EPOCH", "7"), nextDeadline(), grace);
            CompletableFuture<Void> told = guarded.started()
                    .handle((pid, none) -> "started " + (none == null ? pid : "never"))
                    .thenAccept(this::report)
                    .toCompletableFuture();
            killGuardIfTold(guarded.guardPid());
            CommandEnd end = renewUntilTheEnd(guarded);
            told.join();
            report("ended " + end.cause() + ' ' + end.exitCode().orElse(-1) + ' ' + end.detail());
            return end.exitCode().orElse(75);
        }
    }

    private CommandEnd renewUntilTheEnd(GuardedCommand guarded) throws Exception {
        ProcessHandle test = ProcessHandle.current().parent().orElseThrow();
        CompletableFuture<CommandEnd> ended = guarded.ended().toCompletableFuture();
        while (true) {
            try {
                return ended.get(EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException running) {
                if (!test.isAlive()) {
                    guarded.stop("the test is gone");
                } else if (Files.exists(folder.resolve("stop"))) {
                    guarded.stop("the test wants it");
                } else if (!Files.exists(folder.resolve("renew-no-more"))) {
                    guarded.extend(nextDeadline());
                }
            }
        }
    }

    // Written before anybody is told, so the last one written is never earlier than the last one held.
    private long nextDeadline() {
        long deadline = System.nanoTime() + lease.toNanos();
        report("deadline " + deadline);
        return deadline;
    }

    private static void killGuardIfTold(long guard) throws InterruptedException {
        Long micros = Long.getLong("kill.guard.after.micros");
        if (micros != null) {
            TimeUnit.MICROSECONDS.sleep(micros);
            ProcessHandle.of(guard).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private void report(String line) {
        try {
            Files.writeString(
                    folder.resolve("events"), line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
