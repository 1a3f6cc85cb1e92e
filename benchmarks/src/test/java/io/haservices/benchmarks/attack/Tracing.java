package io.haservices.benchmarks.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes the calls by which a server sees to it that its log is on the disk slow, or fail, by {@code strace}. */
final class Tracing {
    private static final long PATIENCE_SECONDS = 20;

    private final Process strace;
    private final Path log;

    private Tracing(Process strace, Path log) {
        this.strace = strace;
        this.log = log;
    }

    /** Why it cannot be done here. */
    static Optional<String> obstacle() {
        if (!Commands.exists("strace")) {
            return Optional.of("there is no strace here");
        }
        try {
            Process probed = new ProcessBuilder("sleep", "60").start();
            try {
                Process probe = new ProcessBuilder(
                                "timeout", "1", "strace", "-p", Long.toString(probed.pid()), "-o", "/dev/null")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                // It goes on until its time is over when it may.
                return probe.waitFor() == 124 ? Optional.empty() : Optional.of("strace may not attach to servers here");
            } finally {
                probed.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static Tracing slow(long pid, Duration delay, Path log) {
        return start(pid, "delay_enter=" + delay.toNanos() / 1_000, log);
    }

    static Tracing failing(long pid, Path log) {
        return start(pid, "error=EIO", log);
    }

    private static Tracing start(long pid, String what, Path log) {
        try {
            Process strace = new ProcessBuilder(
                            "strace",
                            "-f",
                            "-qq",
                            "-p",
                            Long.toString(pid),
                            "-o",
                            log.toString(),
                            "-e",
                            "trace=fdatasync,fsync",
                            "-e",
                            "inject=fdatasync,fsync:" + what)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Tracing(strace, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it; how many calls were slow or failed. */
    long end() {
        strace.destroy();
        try {
            if (!strace.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                strace.destroyForcibly().waitFor();
            }
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains("INJECTED") || line.contains("DELAYED"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
