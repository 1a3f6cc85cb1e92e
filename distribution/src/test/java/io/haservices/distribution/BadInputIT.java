package io.haservices.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user gets wrong, and what a disk does: a clear message, a documented exit code, nothing lost, and no endless wait. */
class BadInputIT {
    private static Unpacked unpacked;
    private static ScriptedQuorum quorum;

    @BeforeAll
    static void start() throws IOException {
        unpacked = Unpacked.fresh();
        quorum = ScriptedQuorum.started(unpacked);
        put("sound", "intact");
    }

    @AfterAll
    static void stop() throws IOException {
        quorum.close();
        unpacked.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.2", "1.8.0_402", "16"})
    void refusesAJavaThatIsTooOld(String version) throws IOException {
        Path java = Files.createDirectories(unpacked.beside("java-" + version));
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path program = Files.createDirectories(java.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\nexit 70\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Ran ran = unpacked.haWith(Map.of("JAVA_HOME", java.toString()), "", "version");
        assertThat(ran.expect(2).withoutTrace().err()).contains("too old").contains("Java 17");
    }

    @Test
    void namesAnUnknownKeyAndTheOneThatWasMeant() {
        Ran ran = unpacked.ha("leader", "-D", "high-availability.storagedir=file:///x")
                .expect(2)
                .withoutTrace();
        assertThat(ran.err()).contains("high-availability.storagedir").contains("high-availability.storageDir");
    }

    @Test
    void namesTheInstalledBackendsWhenOneIsMisspelt() {
        Ran ran = unpacked.ha("leader", "-D", "high-availability=zokeeper")
                .expect(2)
                .withoutTrace();
        assertThat(ran.err()).contains("zokeeper").contains("zookeeper");
    }

    @Test
    void givesUpOnAnUnreachableQuorum() {
        Ran ran = unpacked.ha("leader", "--timeout", "5s", "-D", "high-availability.zookeeper.quorum=127.0.0.1:1");
        assertThat(ran.expect(5).withoutTrace().err()).contains("127.0.0.1:1");
    }

    @Test
    void refusesAWriteWithoutAFenceBeforeItAsksAnybody() {
        Ran ran = unpacked.ha("state", "put", "s", "n", "-D", "high-availability.zookeeper.quorum=127.0.0.1:1");
        assertThat(ran.expect(2).withoutTrace().err()).contains("--epoch").contains("--unfenced");
    }

    @Test
    void refusesAnEmptyQuorum() {
        Ran ran = unpacked.ha("leader", "-D", "high-availability.zookeeper.quorum=")
                .expect(2)
                .withoutTrace();
        assertThat(ran.err()).contains("high-availability.zookeeper.quorum");
    }

    @Test
    void saysThatTheStorageCannotBeWritten() throws IOException {
        Path file = Files.writeString(unpacked.beside("a-file"), "");
        Ran ran = unpacked.haWith(
                Map.of(),
                "x",
                "state",
                "put",
                "s",
                "n",
                "--unfenced",
                "-D",
                "high-availability.storageDir=" + file.toUri() + "/below");
        ran.withoutTrace();
        assertThat(ran.code()).as(ran.toString()).isIn(2, 5);
        assertThat(ran.err()).contains("a-file/below");
        unpacked.ha("state", "get", "s", "n").expect(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"format\":1", "\u0000\u0001\u0002"})
    void reportsAPointerThatWasCutOff(String content) throws IOException {
        put("cut", "whole");
        try (ZooKeeperView zooKeeper = ZooKeeperView.of(quorum.connectString())) {
            List<String> pointers = zooKeeper.find("/ha-services/test", "/state/store/cut");
            assertThat(pointers).hasSize(1);
            zooKeeper.write(pointers.get(0), content.getBytes(UTF_8));
        }
        Ran ran = unpacked.ha("state", "get", "store", "cut").expect(6).withoutTrace();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("cut");
        theOthersStayReadable();
        put("cut", "mended");
        assertThat(unpacked.ha("state", "get", "store", "cut").expect(0).out()).isEqualTo("mended");
    }

    @Test
    void reportsABlobWithOneBitFlipped() throws IOException {
        put("flipped", "0123456789");
        Path blob = blob("flipped");
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length / 2] ^= 1;
        Files.write(blob, bytes);
        Ran ran = unpacked.ha("state", "get", "store", "flipped").expect(6).withoutTrace();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("flipped").contains(blob.getFileName().toString());
        theOthersStayReadable();
    }

    @Test
    void reportsABlobThatIsMissing() throws IOException {
        put("missing", "0123456789");
        Files.delete(blob("missing"));
        assertThat(unpacked.ha("state", "get", "store", "missing")
                        .expect(6)
                        .withoutTrace()
                        .err())
                .contains("missing");
        theOthersStayReadable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "../../up", "/absolute", "a b", "ü%2F", "..."})
    void keepsAwkwardNamesInTheirPlace(String name) throws IOException {
        List<String> before = topLevel();
        put(name, "awkward");
        assertThat(unpacked.ha("state", "get", "store", name).expect(0).out()).isEqualTo("awkward");
        assertThat(unpacked.ha("state", "ls", "store").expect(0).out()).contains(name);
        assertThat(topLevel()).isEqualTo(before);
        unpacked.ha("state", "rm", "store", name, "--unfenced").expect(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void refusesNamesThatCannotBe(String name) throws IOException {
        List<String> before = topLevel();
        Ran ran = unpacked.haWith(Map.of(), "x", "state", "put", "store", name, "--unfenced")
                .expect(2)
                .withoutTrace();
        assertThat(ran.err()).contains("name").isNotBlank();
        assertThat(topLevel()).isEqualTo(before);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        unpacked.haWith(Map.of(), "x", "state", "put", "store", "n".repeat(201), "--unfenced")
                .expect(2)
                .withoutTrace();
    }

    @Test
    void refusesAWriteWithoutAFence() {
        assertThat(unpacked.haWith(Map.of(), "x", "state", "put", "store", "new")
                        .expect(2)
                        .withoutTrace()
                        .err())
                .contains("--unfenced");
        unpacked.ha("state", "get", "store", "new").expect(1);
    }

    private static void theOthersStayReadable() {
        assertThat(unpacked.ha("state", "get", "store", "sound").expect(0).out())
                .isEqualTo("intact");
    }

    private static void put(String name, String content) {
        unpacked.haWith(Map.of(), content, "state", "put", "store", name, "--unfenced")
                .expect(0);
    }

    private static Path blob(String name) throws IOException {
        try (Stream<Path> files = Files.walk(unpacked.beside("storage"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/store/" + name + "/"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What lies beside the storage, and the storage's first level: nothing may appear there because of a name. */
    private static List<String> topLevel() throws IOException {
        try (Stream<Path> beside = Files.list(unpacked.beside("."));
                Stream<Path> inside = Files.walk(unpacked.beside("storage"), 3)) {
            return Stream.concat(beside, inside).map(Path::toString).sorted().toList();
        }
    }
}
