package io.haservices.core.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.HighAvailabilityOptions;
import io.haservices.errors.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTest {
    @TempDir
    Path folder;

    @Test
    void readsFlatNestedAndMixedKeysAlike() throws IOException {
        LoadedConfiguration loaded = yaml("""
                high-availability: zookeeper
                high-availability.zookeeper:
                  quorum: a:2181,b:2181
                  client.session-timeout: 30 s
                  client:
                    max-retry-attempts: 5
                """);
        assertThat(loaded.configuration().asMap())
                .containsEntry("high-availability", "zookeeper")
                .containsEntry("high-availability.zookeeper.quorum", "a:2181,b:2181")
                .containsEntry("high-availability.zookeeper.client.session-timeout", "30 s")
                .containsEntry("high-availability.zookeeper.client.max-retry-attempts", "5")
                .hasSize(4);
        assertThat(loaded.origin("high-availability.zookeeper.client.max-retry-attempts"))
                .hasToString(folder.resolve("ha.yaml") + ":6");
    }

    @Test
    void keepsTextsAsTheyAreWritten() throws IOException {
        Map<String, String> values = yaml("""
                a: 0777
                b: 1e3
                c: yes
                d: "quoted: # text"
                e: ~
                f:
                g: 2026-11-22
                h: 0x1F
                """).configuration().asMap();
        assertThat(values)
                .containsEntry("a", "0777")
                .containsEntry("b", "1e3")
                .containsEntry("c", "yes")
                .containsEntry("d", "quoted: # text")
                .containsEntry("e", "")
                .containsEntry("f", "")
                .containsEntry("g", "2026-11-22")
                .containsEntry("h", "0x1F");
    }

    @Test
    void joinsListsAndMakesMapsOfNestedAndOfDottedKeys() throws IOException {
        LoadedConfiguration loaded = yaml("""
                security.kerberos.login.contexts: [Client, KafkaClient]
                high-availability.labels:
                  zone: a
                  rack.row: 7
                high-availability.zookeeper.client.authorization.digest: user:word
                """);
        assertThat(loaded.configuration().get(TestOptions.CONTEXTS)).containsExactly("Client", "KafkaClient");
        assertThat(loaded.configuration().get(TestOptions.LABELS))
                .containsOnly(Map.entry("zone", "a"), Map.entry("rack.row", "7"));
        assertThat(loaded.configuration().get(TestOptions.AUTHORIZATION))
                .containsOnly(Map.entry("digest", "user:word"));
        assertThat(loaded.configuration().asMap()).hasSize(3);
    }

    @Test
    void acceptsListsOfMapsInWhatIsNotOurs() throws IOException {
        assertThat(yaml("pipeline.serializers: [{a: b}, [c]]").configuration().asMap())
                .containsEntry("pipeline.serializers", "{a: b};[c]");
    }

    @Test
    void reportsAKeyThatIsWrittenTwiceInTwoForms() {
        assertProblems("""
                high-availability.storageDir: file:///a
                high-availability:
                  storageDir: file:///b
                """, "'high-availability.storageDir' is written twice, at FILE:1 and FILE:3. Keep one of them.");
    }

    @Test
    void reportsAllProblemsOfAFileAtOnce() {
        assertProblems(
                """
                a: 1
                a: 2
                [b]: 3
                c: !!java.net.URL x
                security.kerberos.login.contexts: ["x;y"]
                """,
                "'a' is written twice",
                "FILE:3: a key must be a text",
                "FILE:4: the tag",
                "FILE:5: an item of the list 'security.kerberos.login.contexts'");
    }

    @Test
    void namesTheLineOfASyntaxErrorWithoutQuotingTheFile() {
        assertThatThrownBy(() -> yaml("a: 1\nssl.password: hunter2\nb: [1, 2\nc: d\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ha.yaml:")
                .hasMessageContaining("not YAML")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesAMapWhoseValuesTheTextCannotHoldWithoutShowingThem() {
        assertThatThrownBy(() -> yaml("high-availability.zookeeper.client.authorization: {digest: 'a:se,cret'}"))
                .hasMessageContaining("authorization.digest")
                .hasMessageNotContaining("cret'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n- b\n", "just text", "--- a\n--- b\n", "a: &x {b: *x}\n", "\tbroken: [", "a: \u0001"})
    void refusesWhatIsNoMappingOfKeysToValues(String text) {
        assertThatThrownBy(() -> yaml(text)).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "{}"})
    void readsAnEmptyFileAsNothing(String text) throws IOException {
        assertThat(yaml(text).configuration().asMap()).isEmpty();
    }

    @Test
    void refusesFilesThatGrowByAliasesOrDepthOrSize() {
        StringBuilder laughs = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'i'; c++) {
            char last = (char) (c - 1);
            laughs.append(c + ": &" + c + " [" + ("*" + last + ",").repeat(9) + "*" + last + "]\n");
        }
        assertThatThrownBy(() -> yaml(laughs.toString())).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> yaml("a: " + "[".repeat(100_000))).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> yaml("a: " + "{a: ".repeat(200) + "1" + "}".repeat(200)))
                .hasMessageContaining("too deeply");
        String longText = "a: &a " + "x".repeat(20_000) + "\n";
        assertThatThrownBy(() -> yaml(longText + "b: [*a" + ", *a".repeat(5_000) + "]"))
                .hasMessageContaining("grown too large");
        String longKeys = "k".repeat(1_000) + ": *a, " + "l".repeat(1_000) + ": *a";
        assertThatThrownBy(() -> yaml("a: &a {m: 1, " + longKeys + "}")).hasMessageContaining("grown too large");
        assertThatThrownBy(() -> yaml("# " + "x".repeat(BoundedText.MAX_BYTES))).hasMessageContaining("longer than");
    }

    @Test
    void refusesAnEscapeThatStandsForNoCharacter() {
        assertThatThrownBy(() -> yaml("a: \"\\UFFFFFFFF\""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("stands for no character");
    }

    @Test
    void takesTheFirstFileThereIs() throws IOException {
        Files.writeString(folder.resolve("flink-conf.yaml"), "from: flink-conf\n");
        assertThat(load().configuration().asMap()).containsEntry("from", "flink-conf");
        Files.writeString(folder.resolve("config.yaml"), "from: config\n");
        assertThat(load().configuration().asMap()).containsEntry("from", "config");
        Files.writeString(folder.resolve("ha.yaml"), "from: ha\n");
        assertThat(load().configuration().asMap()).containsEntry("from", "ha");
        assertThat(load().origin("from")).hasToString(folder.resolve("ha.yaml") + ":1");
    }

    @Test
    void warnsOfAFolderWithoutAFileAndRefusesNoFolder() {
        assertThat(load().warnings()).singleElement().asString().contains("ha.yaml nor config.yaml");
        assertThatThrownBy(() -> loader().load(folder.resolve("absent"), Map.of(), List.of()))
                .hasMessageContaining("absent does not exist");
    }

    @Test
    void putsTheEnvironmentAboveTheFileAndDefinitionsAboveBoth() throws IOException {
        Files.writeString(folder.resolve("ha.yaml"), "a: file\nb: file\nc: file\n");
        Map<String, String> environment =
                Map.of("HA_PROPERTIES", "# comment\nb: environment\n\nc=environment\nd: x=y:z\n");
        LoadedConfiguration loaded =
                loader().load(folder, environment, List.of("c=first", "c=definition", "-De=f=g", "g="));
        assertThat(loaded.configuration().asMap())
                .containsEntry("a", "file")
                .containsEntry("b", "environment")
                .containsEntry("c", "definition")
                .containsEntry("d", "x=y:z")
                .containsEntry("e", "f=g")
                .containsEntry("g", "");
        assertThat(loaded.origin("b")).hasToString("environment HA_PROPERTIES:2");
        assertThat(loaded.origin("c")).isEqualTo(Origin.COMMAND_LINE);
    }

    @Test
    void letsAnotherSpellingInAHigherLayerWin() throws IOException {
        Files.writeString(
                folder.resolve("ha.yaml"), "high-availability: zookeeper\nhigh-availability.storageDir: file:///a\n");
        LoadedConfiguration loaded = loader().load(
                        folder, Map.of(), List.of("high-availability.type=memory", "high-availability.storageDir="));
        assertThat(loaded.configuration().get(HighAvailabilityOptions.MODE)).isEqualTo("memory");
        assertThat(loaded.configuration().find(HighAvailabilityOptions.STORAGE_DIR))
                .isEmpty();
    }

    @Test
    void reportsMalformedDefinitionsWithoutShowingThem() {
        Map<String, String> environment = Map.of("HA_PROPERTIES", "password hunter2");
        assertThatThrownBy(() -> loader().load(null, environment, List.of("token-hunter3")))
                .hasMessageContaining("environment HA_PROPERTIES:1")
                .hasMessageContaining("command line")
                .hasMessageNotContaining("hunter");
    }

    private LoadedConfiguration yaml(String text) throws IOException {
        Files.write(folder.resolve("ha.yaml"), text.getBytes(UTF_8));
        return load();
    }

    private LoadedConfiguration load() {
        return loader().load(folder, Map.of(), List.of());
    }

    private static ConfigurationLoader loader() {
        return new ConfigurationLoader(TestOptions.CATALOG);
    }

    private void assertProblems(String text, String... parts) {
        String file = folder.resolve("ha.yaml").toString();
        String[] expected =
                Arrays.stream(parts).map(part -> part.replace("FILE", file)).toArray(String[]::new);
        assertThatThrownBy(() -> yaml(text))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(parts.length))
                .hasMessageContainingAll(expected);
    }
}
