package io.haservices.testkit.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers don't outlive the JVM that started them, not even paused ones. */
@Timeout(300)
class OrphanedServersIT {
    @TempDir
    Path temporary;

    @Test
    void dieWhenTheJvmIsKilled() throws IOException {
        Process jvm = startServers();
        List<ProcessHandle> servers = announced(jvm);
        assertThat(servers).hasSize(3).allMatch(ProcessHandle::isAlive);
        jvm.destroyForcibly();
        await().atMost(Duration.ofSeconds(60)).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void dieAndLeaveNothingBehindWhenTheJvmEnds() throws Exception {
        Process jvm = startServers("end");
        List<ProcessHandle> servers = announced(jvm);
        assertThat(jvm.waitFor()).isZero();
        await().atMost(Duration.ofSeconds(60)).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("ha-zookeeper-")))
                    .isEmpty();
        }
    }

    private Process startServers(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.io.tmpdir=" + temporary,
                "-D" + ServerJars.FOLDER_PROPERTY + "=" + ServerJars.folderOfSystemProperty(),
                ServersOfOneJvm.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<ProcessHandle> announced(Process jvm) throws IOException {
        String line = new BufferedReader(new InputStreamReader(jvm.getInputStream(), UTF_8)).readLine();
        assertThat(line).as("the ids of the servers").isNotNull();
        return Stream.of(line.split(" "))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }
}
