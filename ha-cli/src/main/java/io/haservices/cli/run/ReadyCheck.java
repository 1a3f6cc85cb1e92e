package io.haservices.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs a shell command again and again until it ends with 0, which says that the leader's command is ready, or until that takes too long. */
final class ReadyCheck {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final String check;
    private final Optional<Duration> within;
    private final Map<String, String> environment;
    private final CompletableFuture<?> over;
    private final Consumer<String> notYet;
    private final Runnable ready;
    private final Consumer<String> tooLate;

    /**
     * Starts nothing yet.
     *
     * @param over ends it
     * @param notYet is told why, the first time
     * @param ready is run once, on a thread of this class
     * @param tooLate is told why, once, when the time is over
     */
    ReadyCheck(
            Readiness readiness,
            Map<String, String> environment,
            CompletableFuture<?> over,
            Consumer<String> notYet,
            Runnable ready,
            Consumer<String> tooLate) {
        this.check = readiness.check();
        this.within = readiness.within();
        this.environment = environment;
        this.over = over;
        this.notYet = notYet;
        this.ready = ready;
        this.tooLate = tooLate;
    }

    void begin() {
        Thread thread = new Thread(this::run, "ha-run-ready");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        boolean told = false;
        long begun = System.nanoTime();
        while (!over.isDone()) {
            String problem = problem();
            if (problem.isEmpty()) {
                ready.run();
                return;
            }
            if (!told && !over.isDone()) {
                told = true;
                notYet.accept(problem);
            }
            if (within.filter(limit -> System.nanoTime() - begun >= limit.toNanos())
                    .isPresent()) {
                tooLate.accept(problem);
                return;
            }
            await(over, PAUSE);
        }
    }

    /** Empty when it ended with 0. */
    private String problem() {
        try {
            Process process = start();
            await(CompletableFuture.anyOf(over, process.onExit()), LONGEST);
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return "'" + check + "' took longer than " + LONGEST.toSeconds() + " s";
            }
            int code = process.exitValue();
            return code == 0 ? "" : "'" + check + "' ended with exit code " + code;
        } catch (IOException e) {
            return "'" + check + "' could not be run: " + e.getMessage();
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", check))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeAll(ServiceManager.VARIABLES);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void await(CompletableFuture<?> future, Duration longest) {
        try {
            future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Who waits looks at the future itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
