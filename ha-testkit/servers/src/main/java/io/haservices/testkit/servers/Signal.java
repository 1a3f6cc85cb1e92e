package io.haservices.testkit.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends what {@link Process} cannot: the signals that stop a process and let it go on. */
enum Signal {
    STOP,
    CONT;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    void sendTo(long pid) {
        try {
            // The shell's own kill: not every system has it as a program.
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name() + " " + pid).start();
            String complaint = new String(kill.getErrorStream().readAllBytes(), UTF_8);
            if (!kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("cannot send " + this + " to process " + pid + ": " + complaint);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + this + " to process " + pid, e);
        }
    }

    /** Whether the kernel has stopped the process; true where there is no /proc to tell. */
    static boolean isStopped(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith("T", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return true;
        }
    }
}
