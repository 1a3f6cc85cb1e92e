package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    @TempDir
    Path root;

    private PidFile pidFile = new PidFile(DataFolder.of(Path.of(""), 1, "zoo.cfg"));

    @BeforeEach
    void prepare() {
        DataFolder data = DataFolder.of(root, 1, "zoo.cfg");
        data.prepare();
        pidFile = new PidFile(data);
    }

    @Test
    void findsTheProcessWithItsMark() throws IOException {
        Process process = new ProcessBuilder(
                        "sh", "-c", "sleep 60; true", ServerCommand.mark(DataFolder.of(root, 1, "zoo.cfg")))
                .start();
        try {
            pidFile.write(process.pid());
            assertThat(pidFile.process().map(ProcessHandle::pid)).contains(process.pid());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** As {@code setsid} does once for a server: in between there is no command line to be read. */
    @Test
    void findsAProcessThatReplacesItsProgram() throws IOException {
        Path script = Files.writeString(root.resolve("again"), "exec sh \"$0\" \"$1\"\n");
        Process process = new ProcessBuilder(
                        "sh", script.toString(), ServerCommand.mark(DataFolder.of(root, 1, "zoo.cfg")))
                .start();
        try {
            pidFile.write(process.pid());
            for (int i = 0; i < 5_000; i++) {
                assertThat(pidFile.process()).as("look %d", i).isPresent();
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void takesNoOtherProcessForTheServer() {
        pidFile.write(ProcessHandle.current().pid());
        assertThat(pidFile.process()).isEmpty();
    }

    @Test
    void survivesAFileThatWasCutOff() throws IOException {
        Files.writeString(root.resolve("1/server.pid"), "");
        assertThat(pidFile.process()).isEqualTo(Optional.empty());
    }
}
