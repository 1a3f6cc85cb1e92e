package io.haservices.testkit.servers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container. It uses this machine's network and sees the folder for temporary files at the same path, so that addresses, files
 * and logs are those that a process would have. The engine must therefore run on this machine.
 */
final class ServerContainer implements ServerRun {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String id;
    private final long pid;
    private final @Nullable Process guard;
    private boolean paused;

    private ServerContainer(String id, long pid) {
        this.id = id;
        this.pid = pid;
        guard = pid > 0 ? killWhenOrphaned(pid) : null;
    }

    // What stops the container is kill(): it goes away by itself then, and Testcontainers' own object with it.
    @SuppressWarnings("resource")
    static ServerContainer start(String image, Path log, List<String> command, Map<String, String> environment) {
        // The shell writes to the log what a process would write there, and becomes the server.
        List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >>" + quoted(log) + " 2>&1", "server"));
        words.addAll(command);
        String temporary = System.getProperty("java.io.tmpdir");
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                // There is no registry that has it.
                .withImagePullPolicy(name -> false)
                .withNetworkMode("host")
                .withEnv(environment)
                .withCommand(words.toArray(String[]::new))
                .withCreateContainerCmdModifier(create -> {
                    HostConfig host = Objects.requireNonNull(create.getHostConfig());
                    host.withAutoRemove(true).withBinds(new Bind(temporary, new Volume(temporary)));
                    // The files that it writes are deleted by whoever runs the tests.
                    create.withUser(ownerOf(log));
                });
        try {
            container.start();
            Long pid = container.getContainerInfo().getState().getPidLong();
            return new ServerContainer(container.getContainerId(), pid == null ? 0 : pid);
        } catch (ContainerLaunchException e) {
            // A server that ended at once, like a process that did: its log says why.
            append(log, "the container did not start: " + causes(e));
            return new ServerContainer("", 0);
        }
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean isAlive() {
        return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Override
    public boolean isPaused() {
        return paused;
    }

    /**
     * By SIGSTOP, not by the engine's pause: what cgroups of version 1 have frozen cannot be killed by a signal, and would outlive this JVM.
     */
    @Override
    public void pause() {
        if (!paused) {
            paused = true;
            signal("STOP");
            if (!Patience.until(PATIENCE, () -> Signal.isStopped(pid))) {
                throw new IllegalStateException("container " + id + " doesn't stop");
            }
        }
    }

    @Override
    public void resume() {
        if (paused) {
            signal("CONT");
            paused = false;
        }
    }

    @Override
    public void kill() {
        if (guard != null) {
            guard.destroyForcibly();
        }
        if (id.isEmpty()) {
            return;
        }
        try {
            signal("KILL");
        } catch (NotFoundException | ConflictException e) {
            // It has ended by itself.
        }
        if (!Patience.until(PATIENCE, () -> !isAlive() && isGone())) {
            throw new IllegalStateException("container " + id + " doesn't go away");
        }
    }

    private void signal(String name) {
        engine().killContainerCmd(id).withSignal(name).exec();
    }

    private boolean isGone() {
        try {
            engine().inspectContainerCmd(id).exec();
            return false;
        } catch (NotFoundException e) {
            return true;
        }
    }

    private static DockerClient engine() {
        return DockerClientFactory.instance().client();
    }

    /** Its input is a pipe that nobody writes to; it ends with this JVM. */
    private static Process killWhenOrphaned(long pid) {
        try {
            return new ProcessBuilder("sh", "-c", "read line; kill -KILL " + pid).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ownerOf(Path log) {
        try {
            Path folder = log.toAbsolutePath().getParent();
            return Files.getAttribute(Objects.requireNonNull(folder), "unix:uid") + ":"
                    + Files.getAttribute(folder, "unix:gid");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell the owner of the folder of " + log, e);
        }
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "'\\''") + "'";
    }

    private static String causes(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : "; ").append(cause.getMessage());
        }
        return text.toString();
    }

    private static void append(Path log, String line) {
        try {
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + log, e);
        }
    }
}
