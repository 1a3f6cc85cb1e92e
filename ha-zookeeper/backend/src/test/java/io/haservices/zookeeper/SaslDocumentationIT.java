package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Logins.active;
import static io.haservices.zookeeper.Logins.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.spi.coordination.Coordination;
import io.haservices.testkit.servers.JaasFile;
import io.haservices.testkit.servers.Kdc;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The settings for logins of docs/operations/zookeeper-security.md. */
@EnabledIfSystemProperty(
        named = "ha.test.zookeeper.client",
        matches = "3\\.9",
        disabledReason = "what the page says is the same for every client")
@SuppressWarnings({"NullAway.Init", "try"})
class SaslDocumentationIT {
    private static final Path PAGE = Path.of("../../docs/operations/zookeeper-security.md");

    @TempDir
    private Path folder;

    private List<String> page;

    @BeforeEach
    void read() throws IOException {
        page = Files.readAllLines(PAGE);
    }

    @Test
    void theSettingsForKerberosLogIn() throws IOException {
        Logins.assumeThatLoopbackIsLocalhost();
        try (Kdc kdc = Kdc.start();
                ZooKeeperServers servers = ZooKeeperServers.version("3.9")
                        .withoutFsync()
                        .kerberos(kdc)
                        .start()) {
            Map<String, String> settings = settings("### Kerberos");
            assertThat(settings).containsOnlyKeys(Logins.CONTEXTS, Logins.KEYTAB, Logins.PRINCIPAL);
            settings.put(Logins.KEYTAB, kdc.keytab("ha").toString());
            settings.put(Logins.PRINCIPAL, Kdc.principal("ha"));
            settings.put(Logins.KRB5_CONF, kdc.krb5Conf().toString());
            assertLogsIn(servers, settings);
        }
    }

    @Test
    void theSettingsAndTheJaasFileForDigestLogIn() throws IOException {
        Path users = JaasFile.EMPTY
                .digestUsers("Server", Map.of("ha", "sesame-open"))
                .writeTo(folder.resolve("server.jaas"));
        try (ZooKeeperServers servers =
                ZooKeeperServers.version("3.9").withoutFsync().sasl(users).start()) {
            Map<String, String> settings = settings("### DIGEST-MD5");
            assertThat(settings).containsOnlyKeys(Logins.USERNAME, Logins.PASSWORD);
            assertLogsIn(servers, settings);
            Path file = Files.writeString(folder.resolve("client.jaas"), block("### A JAAS file"));
            try (Jaas jaas = Jaas.of(file)) {
                assertLogsIn(servers, Map.of());
            }
        }
    }

    /** With an ACL that a client without a login cannot have. */
    private static void assertLogsIn(ZooKeeperServers servers, Map<String, String> settings) {
        try (Coordination client = active(Logins.open(
                servers.connectString(), "page-" + settings.size(), with(settings, Logins.ACL, "creator")))) {
            committed(client, creation(SCOPE.key("key"), "x"));
            assertThat(client.describe().get("SASL")).isNotEqualTo("off");
        }
    }

    private Map<String, String> settings(String heading) {
        Map<String, String> settings = new TreeMap<>();
        block(heading).lines().forEach(line -> {
            String[] setting = line.strip().split(": ", 2);
            settings.put(setting[0], setting[1]);
        });
        return settings;
    }

    /** The first indented block beneath a heading. */
    private String block(String heading) {
        return page.stream()
                .skip(page.indexOf(heading))
                .dropWhile(line -> !line.startsWith("    "))
                .takeWhile(line -> line.startsWith("    "))
                .collect(Collectors.joining("\n"));
    }
}
