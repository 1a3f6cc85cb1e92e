package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The five minutes of the README, typed as they stand there. In a network of their own, for they use the well-known ports. */
class TutorialIT {
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

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
    void theTutorialOfTheReadmeWorksAsItStands() throws IOException {
        List<String> ownNetwork = List.of("unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");
        assumeTrue(possible(ownNetwork), "a network namespace needs root, unshare and ip");
        Path target = Files.createDirectories(unpacked.beside("tree/distribution/target"));
        Path tarball = Path.of(System.getProperty("ha.test.distribution.tarball", ""));
        Files.createSymbolicLink(target.resolve("ha-0.tar.gz"), tarball);
        Path script = Files.writeString(
                unpacked.beside("tutorial.sh"), "set -m\ncd '" + unpacked.beside("tree") + "'\n" + tutorial());

        Ran ran = Command.run(
                concat(ownNetwork, "bash", script.toString()),
                Map.of(
                        "HA_PROPERTIES",
                        "high-availability.storageDir="
                                + unpacked.beside("storage").toUri()),
                "");

        ran.withoutTrace();
        assertThat(ran.out())
                .contains("all 1 servers serve")
                .contains("epoch 1, address one:8080")
                .contains("epoch 2, address two:8080")
                .containsPattern("(?m)^[A-Z][a-z]{2} .*[0-9]{2}:[0-9]{2}:[0-9]{2} .*[0-9]{4}$")
                .contains("refused with exit code 3")
                .contains("server.1 stopped");
        assertThat(unpacked.running()).isEmpty();
    }

    private String tutorial() throws IOException {
        return SHELL_BLOCK
                .matcher(Files.readString(unpacked.home().resolve("README.md")))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("\n"));
    }

    private static boolean possible(List<String> ownNetwork) {
        try {
            return Command.run(concat(ownNetwork, "true"), Map.of(), "").code() == 0;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static List<String> concat(List<String> words, String... more) {
        return Stream.concat(words.stream(), Arrays.stream(more)).toList();
    }
}
