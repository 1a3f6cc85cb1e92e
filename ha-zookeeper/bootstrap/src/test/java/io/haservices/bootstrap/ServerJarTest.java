package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerJarTest {
    @TempDir
    Path home;

    @Test
    void takesTheNewestWhereverItLies() throws IOException {
        jar("lib/a.jar", "3.4");
        jar("opt/b.jar", "3.10");
        jar("opt/c.jar", "3.9");
        assertThat(ServerJar.choose(home, Map.of()).path()).isEqualTo(home.resolve("opt/b.jar"));
    }

    @Test
    void takesTheOneAskedFor() throws IOException {
        jar("lib/a.jar", "3.4");
        jar("opt/c.jar", "3.9");
        assertThat(ServerJar.choose(home, Map.of(ServerJar.CHOICE, "3.4")).path())
                .isEqualTo(home.resolve("lib/a.jar"));
    }

    @Test
    void namesWhatIsThereWhenAskedForSomethingElse() throws IOException {
        jar("lib/a.jar", "3.4");
        jar("lib/other.jar", "");
        assertThatThrownBy(() -> ServerJar.choose(home, Map.of(ServerJar.CHOICE, "3.8")))
                .hasMessageContaining("[3.4]");
    }

    @Test
    void saysWhereItLookedWhenThereIsNone() {
        assertThatThrownBy(() -> ServerJar.choose(home, Map.of()))
                .hasMessageContaining(home.resolve("opt").toString());
    }

    private void jar(String name, String line) throws IOException {
        Path path = home.resolve(name);
        Files.createDirectories(home.resolve(name).resolveSibling("."));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!line.isEmpty()) {
            manifest.getMainAttributes().putValue("HA-ZooKeeper-Client", line);
        }
        try (OutputStream out = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }
}
