package io.haservices.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.config.Configuration;
import io.haservices.spi.coordination.CoordinationProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtcdProviderTest {
    private static final String ENDPOINTS = "high-availability.etcd.endpoints";
    private static final String USER = "high-availability.etcd.user";
    private static final String PASSWORD = "high-availability.etcd.password";
    private static final String PASSWORD_FILE = "high-availability.etcd.password-file";

    @TempDir
    Path folder;

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(CoordinationProvider.class))
                .anySatisfy(provider -> assertThat(provider.name()).isEqualTo("etcd"));
    }

    @Test
    void acceptsEndpointsAsEtcdsOwnToolsDo() {
        assertThat(problems(ENDPOINTS, "http://a:2379,http://b/;c:1234,http://[::1]:2379"))
                .isEmpty();
    }

    @Test
    void saysWhatIsWrongWithEndpoints() {
        assertThat(problems())
                .singleElement()
                .asString()
                .contains(ENDPOINTS, "is not set or blank", "http://etcd1:2379");
        assertThat(problems(ENDPOINTS, "ftp://a:1"))
                .singleElement()
                .asString()
                .contains("neither http:// nor https://");
        assertThat(problems(ENDPOINTS, "http://a:99999"))
                .singleElement()
                .asString()
                .contains("'http://a:99999'");
        assertThat(problems(ENDPOINTS, "http://a b")).singleElement().asString().contains("not a URL");
        assertThat(problems(ENDPOINTS, "http://a/v3"))
                .singleElement()
                .asString()
                .contains("only a scheme");
        assertThat(problems(ENDPOINTS, "http://a,https://b"))
                .singleElement()
                .asString()
                .contains("mixes");
    }

    @Test
    void acceptsSrvRecordsAloneAndByTheirWholeName() {
        assertThat(problems(ENDPOINTS, "dns+srv://_etcd-client-ssl._tcp.example.com"))
                .isEmpty();
        assertThat(problems(ENDPOINTS, "dns+srv://example.com"))
                .singleElement()
                .asString()
                .contains("dns+srv://_etcd-client-ssl._tcp.DOMAIN for servers with TLS");
        assertThat(problems(ENDPOINTS, "dns+srv://_etcd-client._tcp.example.com,http://a"))
                .singleElement()
                .asString()
                .contains("stands alone");
    }

    @Test
    void takesAPasswordFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("word"), "word\n");
        assertThat(problems(ENDPOINTS, "http://a", USER, "me", PASSWORD_FILE, file.toString()))
                .isEmpty();
        assertThat(problems(ENDPOINTS, "http://a", USER, "me", PASSWORD_FILE, file.toString(), PASSWORD, "x"))
                .singleElement()
                .asString()
                .contains("both set");
        Files.writeString(file, "\n");
        assertThat(problems(ENDPOINTS, "http://a", USER, "me", PASSWORD_FILE, file.toString()))
                .singleElement()
                .asString()
                .contains(PASSWORD_FILE, "is empty");
        Files.delete(file);
        assertThat(problems(ENDPOINTS, "http://a", USER, "me", PASSWORD_FILE, file.toString()))
                .singleElement()
                .asString()
                .contains(PASSWORD_FILE, "cannot be read");
    }

    @Test
    void saysWhatIsWrongWithALogin() {
        assertThat(problems(ENDPOINTS, "http://a", "high-availability.etcd.user", "me"))
                .singleElement()
                .asString()
                .contains("belong together");
    }

    @Test
    void saysWhatIsWrongWithTlsFiles() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path key = Files.writeString(folder.resolve("key"), "-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(problems(
                        ENDPOINTS,
                        "https://a",
                        "high-availability.etcd.tls.ca",
                        empty.toString(),
                        "high-availability.etcd.tls.cert",
                        folder.resolve("missing").toString(),
                        "high-availability.etcd.tls.key",
                        key.toString()))
                .satisfiesExactly(
                        ca -> assertThat(ca).contains("tls.ca", "no certificate"),
                        cert -> assertThat(cert).contains("tls.cert", "cannot be read"),
                        pkcs1 -> assertThat(pkcs1).contains("tls.key", "openssl pkcs8"));
        assertThat(problems(ENDPOINTS, "http://a", "high-availability.etcd.tls.ca", empty.toString()))
                .anySatisfy(problem -> assertThat(problem).contains("Write https:// there"));
    }

    @Test
    void saysWhatIsWrongWithPaths() {
        assertThat(problems(ENDPOINTS, "http://a", "high-availability.etcd.path.root", "/x//y"))
                .singleElement()
                .asString()
                .contains("empty segment");
        assertThat(problems(ENDPOINTS, "http://a", "high-availability.cluster-id", "a/ha/b"))
                .singleElement()
                .asString()
                .contains("reserved");
    }

    private static List<String> problems(String... values) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            all.put(values[i], values[i + 1]);
        }
        return new EtcdProvider().validate(Configuration.of(all));
    }
}
