package io.haservices.cli.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.core.wiring.WitnessEndpoint;
import io.haservices.values.MonotonicClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** A {@link SupervisorProgram} in a process of its own, and everything that it starts. */
final class SupervisorProcess implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MARK = "HA_GUARD_TEST";

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Process process;

    SupervisorProcess(Path folder) {
        this.folder = folder;
        environment.putAll(Map.of(MARK, folder.toString(), "FOLDER", folder.toString()));
    }

    SupervisorProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    void start(Duration lease, Duration grace, List<String> command, String... jvmOptions) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        line.addAll(List.of(jvmOptions));
        line.addAll(List.of("-cp", classPath(), SupervisorProgram.class.getName(), folder.toString()));
        line.addAll(List.of(Long.toString(lease.toMillis()), Long.toString(grace.toMillis())));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private static String classPath() {
        return String.join(
                ":",
                location(GuardedCommand.class),
                location(SupervisorProgram.class),
                location(WitnessEndpoint.class),
                location(MonotonicClock.class),
                location(Logger.class));
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private Process process() {
        return Objects.requireNonNull(process);
    }

    long pid() {
        return process().pid();
    }

    long guardPid() {
        return Long.parseLong(awaitEvent("guard"));
    }

    long childOf(long parent, String argument) {
        return ProcessHandle.of(parent)
                .orElseThrow()
                .children()
                .filter(child ->
                        Arrays.asList(child.info().arguments().orElseThrow()).contains(argument))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** The number that the command wrote to the file {@code pid}. */
    CommandSession session() {
        Path file = folder.resolve("pid");
        await().atMost(PATIENCE).until(() -> Files.exists(file) && !read("pid").isBlank());
        return new CommandSession(Long.parseLong(read("pid").strip()));
    }

    void signal(String name, long... pids) throws Exception {
        String targets = Arrays.stream(pids).mapToObj(Long::toString).collect(Collectors.joining(" "));
        Process kill = new ProcessBuilder("sh", "-c", "kill -s " + name + " -- " + targets)
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    void tell(String wish) throws IOException {
        Files.createFile(folder.resolve(wish));
    }

    void type(String text) throws IOException {
        process().getOutputStream().write(text.getBytes(UTF_8));
        process().getOutputStream().close();
    }

    /** The process id told by {@link GuardedCommand#started()}, or {@code never}. */
    String started() {
        return awaitEvent("started");
    }

    /** Cause, exit code and detail, as told by {@link GuardedCommand#ended()}. */
    String end() {
        return awaitEvent("ended");
    }

    int exitCode() {
        await().atMost(PATIENCE).until(() -> !process().isAlive());
        return process().exitValue();
    }

    long lastDeadline() {
        return Long.parseLong(last("deadline").orElseThrow());
    }

    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Processes that descend from the supervisor, wherever they hide; without zombies. */
    List<ProcessEntry> leftBehind() {
        return ProcessEntry.all().stream()
                .filter(ProcessEntry::alive)
                .filter(entry -> entry.wasStartedWith(MARK + "=" + folder))
                .toList();
    }

    /** The command itself, and what descends from it. */
    List<ProcessEntry> commandProcesses() {
        return leftBehind().stream()
                .filter(entry -> entry.wasStartedWith("HA_EPOCH=7"))
                .toList();
    }

    private String awaitEvent(String verb) {
        await().atMost(PATIENCE).until(() -> last(verb).isPresent());
        return last(verb).orElseThrow();
    }

    private Optional<String> last(String verb) {
        if (!Files.exists(folder.resolve("events"))) {
            return Optional.empty();
        }
        String events = read("events");
        // The last line may be half written.
        return events.substring(0, events.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(verb + ' '))
                .map(line -> line.substring(verb.length() + 1))
                .reduce((first, second) -> second);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        leftBehind().forEach(entry -> ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }
}
