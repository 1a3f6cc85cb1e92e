package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that speaks TLS only: no plain port beside it, and what cannot be asked is said. */
class SecureServerIT {
    private final String host = "127." + ThreadLocalRandom.current().nextInt(1, 255) + "."
            + ThreadLocalRandom.current().nextInt(1, 255) + ".1";
    private Unpacked unpacked;
    private ScriptedQuorum server;

    @BeforeEach
    void unpack() throws IOException {
        unpacked = Unpacked.fresh();
        server = ScriptedQuorum.of(unpacked);
        keytool("-genkeypair", "-keystore", store("key"), "-alias", "a", "-keyalg", "RSA", "-dname", "CN=a");
        keytool("-exportcert", "-keystore", store("key"), "-alias", "a", "-file", store("certificate"));
        keytool("-importcert", "-noprompt", "-keystore", store("trust"), "-alias", "a", "-file", store("certificate"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        assertThat(unpacked.running()).isEmpty();
        unpacked.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.9"})
    void isUpButCannotBeAsked(String version) throws IOException {
        zooCfg("secret1", "need");
        Map<String, String> environment = Map.of("HA_ZOOKEEPER_SERVER", version);
        assertThat(server.start(environment).expect(0).out()).contains("server.1 is up; it wants a certificate");
        assertThat(server.one("status", "1").expect(0).out()).contains("runs on " + host + ":2281");
        Ran plain = status(host + ":2181").expect(5);
        assertThat(plain.json().at("/servers/0/notes/0").asText()).contains("connection refused");
        Ran secure = status(host + ":2281").expect(5);
        assertThat(secure.json().at("/servers/0/notes/0").asText()).contains("the port is for TLS only");
        server.stop().expect(0);
        zooCfg("secret1", "none");
        assertThat(server.start(environment).expect(0).out()).contains("server.1 serves as standalone");
    }

    @Test
    void doesNotTakeAServerForReadyWhoseTlsIsBroken() throws IOException {
        zooCfg("wrong", "need");
        assertThat(server.start(Map.of("HA_ZOOKEEPER_START_TIMEOUT", "5"))
                        .expect(5)
                        .err())
                .contains("server.1 on " + host + ":2281 does not answer");
    }

    @Test
    void refusesAPortForTlsWithAServerThatKnowsNone() throws IOException {
        zooCfg("secret1", "need");
        assertThat(server.start(Map.of("HA_ZOOKEEPER_SERVER", "3.4"))
                        .expect(2)
                        .withoutTrace()
                        .err())
                .contains("zoo.cfg, line 2: secureClientPort needs a server from 3.5 on");
    }

    private void zooCfg(String password, String clientAuthentication) throws IOException {
        Files.writeString(unpacked.home().resolve("conf/zoo.cfg"), """
                server.1=%s
                secureClientPort=2281
                ssl.clientAuth=%s
                ssl.keyStore.location=%s
                ssl.keyStore.password=%s
                ssl.trustStore.location=%s
                ssl.trustStore.password=secret1
                """.formatted(
                        host, clientAuthentication, store("key"), password, store("trust")));
    }

    private Ran status(String address) {
        return unpacked.ha("zookeeper", "status", "-o", "json", "-D", "high-availability.zookeeper.quorum=" + address);
    }

    private String store(String name) {
        return unpacked.beside(name + ".jks").toString();
    }

    private static void keytool(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "JKS", "-storepass", "secret1"));
        Command.run(command, Map.of(), "").expect(0);
    }
}
