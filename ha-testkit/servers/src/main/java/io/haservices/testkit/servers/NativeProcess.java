package io.haservices.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A process that is no JVM. A guard kills it when this JVM has died: it cannot see that its input ends by itself. */
final class NativeProcess {
    private final Process process;
    private final Process guard;

    private NativeProcess(Process process, Process guard) {
        this.process = process;
        this.guard = guard;
    }

    static NativeProcess start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            // The input of the guard is a pipe that nobody writes to; it ends with this JVM.
            Process guard = new ProcessBuilder("sh", "-c", "read line; kill -KILL " + process.pid()).start();
            return new NativeProcess(process, guard);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + builder.command(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Does not wait. */
    void signalKill() {
        guard.destroyForcibly();
        process.destroyForcibly();
    }

    /** Returns when the process is gone, and with it its ports. */
    void kill() {
        signalKill();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
