package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path root;

    @Test
    void writesTheNumberOnce() throws IOException {
        DataFolder data = DataFolder.of(root, 3, "zoo.cfg");
        data.prepare();
        data.prepare();
        assertThat(Files.readString(root.resolve("3/myid"))).isEqualTo("3\n");
    }

    @Test
    void refusesTheFolderOfAnotherServer() throws IOException {
        DataFolder.of(root, 3, "zoo.cfg").prepare();
        Files.writeString(root.resolve("3/myid"), "2\n");
        assertThatThrownBy(() -> DataFolder.of(root, 3, "zoo.cfg").prepare())
                .hasMessageContaining("belongs to server.2");
    }

    @Test
    void refusesAFolderWithSomethingElseInIt() throws IOException {
        Files.createDirectories(root.resolve("3"));
        Files.writeString(root.resolve("3/letter.txt"), "dear");
        assertThatThrownBy(() -> DataFolder.of(root, 3, "zoo.cfg").prepare())
                .hasMessageContaining("no data folder of a ZooKeeper");
    }

    @Test
    void refusesToHideTheDataOfAnUnmanagedServer() throws IOException {
        Files.createDirectories(root.resolve("version-2"));
        assertThatThrownBy(() -> DataFolder.of(root, 1, "zoo.cfg").prepare()).hasMessageContaining("Move them there");
    }

    @Test
    void refusesAFolderThatCannotBeMade() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThatThrownBy(() -> DataFolder.of(file, 1, "zoo.cfg").prepare())
                .hasMessageContaining("cannot prepare the data folder");
    }
}
