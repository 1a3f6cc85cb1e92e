package io.haservices.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerJarsTest {
    @TempDir
    Path folder;

    @Test
    void picksTheJarWhoseManifestSaysTheVersion() throws IOException {
        Path old = jar("one.jar", "3.4");
        jar("two.jar", "3.9");
        Path logging = jar("slf4j-api-2.0.17.jar", "");
        assertThat(ServerJars.classPath(folder, "3.4")).containsExactly(old, logging);
    }

    @Test
    void picksTheJarWhoseNameSaysTheVersion() throws IOException {
        jar("ha-zookeeper-client-3.4-1.0.jar", "");
        Path wanted = jar("ha-zookeeper-client-3.9-1.0.jar", "");
        assertThat(ServerJars.classPath(folder, "3.9")).containsExactly(wanted);
    }

    @Test
    void saysWhatItLookedForAndWhatThereIs() throws IOException {
        jar("ha-zookeeper-client-3.4-1.0.jar", "");
        assertThatThrownBy(() -> ServerJars.classPath(folder, "3.9"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ha-zookeeper-client-3.9-*.jar")
                .hasMessageContaining("among [ha-zookeeper-client-3.4-1.0.jar]");
    }

    @Test
    void refusesTwoServersOfOneVersion() throws IOException {
        jar("ha-zookeeper-client-3.9-1.0.jar", "");
        jar("ha-zookeeper-client-3.9-1.1.jar", "");
        assertThatThrownBy(() -> ServerJars.classPath(folder, "3.9"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3.9-1.0.jar, ")
                .hasMessageContaining("3.9-1.1.jar]");
    }

    private Path jar(String name, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!version.isEmpty()) {
            manifest.getMainAttributes().putValue("HA-ZooKeeper-Client", version);
        }
        Path file = folder.resolve(name);
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }
}
