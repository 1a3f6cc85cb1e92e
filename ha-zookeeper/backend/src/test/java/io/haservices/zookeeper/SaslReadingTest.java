package io.haservices.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.config.Configuration;
import io.haservices.testkit.servers.Kdc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a login is said before anybody is asked. */
class SaslReadingTest {
    @TempDir
    private static Path folder;

    @Test
    void logsInOnlyIfSomethingSaysSo() {
        assertThat(read(Map.of()).describe()).isEqualTo("off");
        assertThat(read(Map.of(Logins.CONTEXTS, "Client")).describe()).startsWith("Kerberos with the ticket cache");
        assertThat(read(Map.of(Logins.CONTEXTS, "Client", Logins.DISABLE, "true"))
                        .describe())
                .isEqualTo("off");
        assertThat(read(Map.of(Logins.CONTEXTS, "A;B", "zookeeper.sasl.login-context-name", "B"))
                        .describe())
                .startsWith("Kerberos");
        assertThat(read(Map.of(Logins.USERNAME, "me", Logins.PASSWORD, "sesame"))
                        .describe())
                .isEqualTo("DIGEST-MD5 as 'me'");
    }

    @Test
    void showsNoPassword() {
        assertThat(read(Map.of(Logins.USERNAME, "me", Logins.PASSWORD, "sesame"))
                        .toString())
                .doesNotContain("sesame");
    }

    @Test
    void remarksThatAKeytabIsNotForZooKeeper() {
        assertThat(read(Map.of(Logins.KEYTAB, "/k", Logins.PRINCIPAL, "me@HERE"))
                        .remark())
                .contains(Logins.KEYTAB, Logins.CONTEXTS, "Client");
    }

    @Test
    void refusesWhatCannotWork() {
        try (Kdc kdc = Kdc.start()) {
            String keytab = kdc.keytab("me").toString();
            String missing = folder.resolve("missing").toString();
            assertThat(problem(Logins.KEYTAB, keytab)).contains(Logins.PRINCIPAL);
            assertThat(problem(Logins.CONTEXTS, "Client", Logins.KEYTAB, missing, Logins.PRINCIPAL, "me@HA.TEST"))
                    .contains(Logins.KEYTAB, "no file", missing);
            assertThat(problem(Logins.CONTEXTS, "Client", Logins.KEYTAB, keytab, Logins.PRINCIPAL, "you@HA.TEST"))
                    .contains("no key of 'you@HA.TEST'", "klist");
            assertThat(problem(Logins.KRB5_CONF, missing)).contains(Logins.KRB5_CONF, missing);
            assertThat(problem(Logins.CONTEXTS, "Client", "security.kerberos.login.use-ticket-cache", "false"))
                    .contains("nothing to log in with", Logins.KEYTAB);
            assertThat(problem(Logins.USERNAME, "me")).contains(Logins.PASSWORD);
            assertThat(problem(Logins.CONTEXTS, "Client", Logins.USERNAME, "me", Logins.PASSWORD, "sesame"))
                    .contains("Remove one");
            assertThat(problem("zookeeper.sasl.login-context-name", "Nobodys")).contains("no login 'Nobodys'");
        }
    }

    @Test
    void refusesALoginConfigurationThatCannotBeRead() {
        try (Jaas file = Jaas.of(folder.resolve("no.jaas"))) {
            assertThat(file).isNotNull();
            assertThat(problem()).contains("no.jaas", Logins.DISABLE);
        }
    }

    private static SaslSettings read(Map<String, String> keys) {
        List<String> problems = new ArrayList<>();
        SaslSettings settings = SaslSettings.read(Configuration.of(keys), problems);
        assertThat(problems).isEmpty();
        return settings;
    }

    private static String problem(String... keys) {
        List<String> problems = new ArrayList<>();
        SaslSettings unused = SaslSettings.read(Configuration.of(Logins.with(Map.of(), keys)), problems);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }
}
