package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in the tarball, and what happens when the client jars in {@code lib/} are not one. */
class ClientJarsIT {
    private Unpacked unpacked;

    @BeforeEach
    void unpack() throws IOException {
        unpacked = Unpacked.fresh();
    }

    @AfterEach
    void remove() throws IOException {
        unpacked.close();
    }

    @Test
    void hasWhatItIsSaidToHave() throws IOException {
        assertThat(unpacked.home().toRealPath().getFileName().toString()).startsWith("ha-");
        for (String name : List.of(
                "bin/ha",
                "bin/zookeeper.sh",
                "bin/start-zookeeper-quorum.sh",
                "bin/stop-zookeeper-quorum.sh",
                "conf/ha.yaml",
                "conf/zoo.cfg",
                "conf/logback-zookeeper.xml",
                "lib",
                "opt",
                "plugins",
                "docs",
                "examples",
                "LICENSE",
                "NOTICE",
                "README.md")) {
            assertThat(unpacked.home().resolve(name)).exists();
        }
        assertThat(unpacked.clientJars("lib")).singleElement().asString().contains("client-3.4");
        assertThat(unpacked.clientJars("opt")).hasSize(2);
        try (Stream<Path> scripts = Files.list(unpacked.home().resolve("bin"))) {
            assertThat(scripts).allMatch(Files::isExecutable);
        }
    }

    @Test
    void shipsAConfigurationThatIsValid() {
        unpacked.ha("config", "validate", "--offline").expect(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4", "3.5", "3.9"})
    void saysWhichClientIsInUse(String line) throws IOException {
        unpacked.useClient(line);
        Ran version = unpacked.ha("version").expect(0);
        assertThat(version.out()).contains(line + ".");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void refusesTwoClientJars() throws IOException {
        Path second = unpacked.clientJars("opt").get(0);
        Files.copy(second, unpacked.home().resolve("lib").resolve(second.getFileName()));
        Ran ran = unpacked.ha("leader").expect(2).withoutTrace();
        assertThat(ran.err())
                .contains("ha-zookeeper-client-3.4")
                .contains(second.getFileName().toString())
                .contains("lib");
    }

    @Test
    void refusesToRunWithoutAClientJar() throws IOException {
        unpacked.useClient("none");
        Ran ran = unpacked.ha("leader").expect(2).withoutTrace();
        assertThat(ran.err()).contains("ha-zookeeper-client").contains("opt");
    }

    @Test
    void saysInOneLineThatThereIsNoJava() {
        Ran ran =
                unpacked.haWith(Map.of("JAVA_HOME", "/nowhere"), "", "version").expect(2);
        assertThat(ran.err().lines())
                .singleElement()
                .asString()
                .contains("JAVA_HOME")
                .contains("17");
    }
}
