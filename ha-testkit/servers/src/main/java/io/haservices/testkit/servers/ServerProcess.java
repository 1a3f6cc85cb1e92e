package io.haservices.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server as a process. */
final class ServerProcess implements ServerRun {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    /** For a program that does not end by itself with the JVM that started it. */
    private @Nullable Process guard;

    private @Nullable Process pauseGuard;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** A program that is no JVM. It too dies with the JVM that started it. */
    static ServerProcess start(Path log, List<String> command) {
        return start(log, command, Map.of());
    }

    /** The same, with more in its environment. */
    static ServerProcess start(Path log, List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            ServerProcess started = new ServerProcess(builder.start());
            started.guard = started.killWhenOrphaned();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    static ServerProcess start(List<Path> classPath, List<String> jvmOptions, Path log, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(launcher() + ":" + classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
        command.add(ServerLauncher.class.getName());
        command.addAll(arguments);
        try {
            // Its input stays a pipe that nobody writes to: see ServerLauncher.
            return new ServerProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public boolean isPaused() {
        return pauseGuard != null;
    }

    @Override
    public void pause() {
        if (isPaused()) {
            return;
        }
        pauseGuard = killWhenOrphaned();
        Signal.STOP.sendTo(pid());
        if (!Patience.until(PATIENCE, () -> Signal.isStopped(pid()))) {
            throw new IllegalStateException("process " + pid() + " doesn't stop");
        }
    }

    @Override
    public void resume() {
        if (pauseGuard != null) {
            Signal.CONT.sendTo(pid());
            pauseGuard.destroyForcibly();
            pauseGuard = null;
        }
    }

    @Override
    public void kill() {
        if (pauseGuard != null) {
            pauseGuard.destroyForcibly();
            pauseGuard = null;
        }
        if (guard != null) {
            guard.destroyForcibly();
            guard = null;
        }
        process.destroyForcibly();
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

    /** A stopped process, or one that does not look, cannot see that its input ends, so somebody else has to. */
    private Process killWhenOrphaned() {
        try {
            return new ProcessBuilder("sh", "-c", "read line; kill -KILL " + pid()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path launcher() {
        try {
            return Path.of(ServerLauncher.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path of the test servers is not a file", e);
        }
    }
}
