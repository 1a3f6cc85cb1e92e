package io.haservices.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.config.Configuration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private final Secrets secrets = new Secrets(TestOptions.CATALOG);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "high-availability.zookeeper.client.authorization",
                "security.ssl.internal.key-password",
                "s3.secret-key",
                "fs.azure.account.key.x",
                "some.API-KEY",
                "x.jaas.config",
                "y.token",
                "z.credential.z"
            })
    void masksWhatIsDeclaredSecretAndWhatItsNameGivesAway(String key) {
        assertThat(secrets.shown(key, "hunter2")).isEqualTo(Secrets.MASK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://me:hunter2@bucket/a | s3://******@bucket/a",
                "-Dx=y -Djavax.net.ssl.keyStorePassword=hunter2 -Dz | -Dx=y -Djavax.net.ssl.keyStorePassword=****** -Dz",
                "{user: a, password: hunter2} | {user: a, password: ******}",
                "a:2181,b:2181 | a:2181,b:2181",
            })
    void masksASecretInsideOtherText(String value, String shown) {
        assertThat(secrets.shown("env.java.opts", value)).isEqualTo(shown);
    }

    @Test
    void showsAConfigurationWithOriginsDefaultsAndNotes() {
        Configuration configuration = Configuration.of(Map.of(
                "high-availability", "zookeeper",
                "high-availability.type", "memory",
                "high-availability.zookeeper.client.authorization", "digest:hunter2",
                "high-availability.storagedir", "x",
                "taskmanager.slots", "4"));
        assertThat(ConfigurationView.of(TestOptions.CATALOG, LoadedConfiguration.of(configuration)))
                .isSortedAccordingTo(java.util.Comparator.comparing(ShownValue::key))
                .contains(
                        new ShownValue("high-availability", "high-availability", "zookeeper", "program", ""),
                        new ShownValue(
                                "high-availability.type",
                                "high-availability",
                                "memory",
                                "program",
                                "'high-availability' counts instead"),
                        new ShownValue(
                                "taskmanager.slots",
                                "",
                                "4",
                                "program",
                                "not an option of HA Services; left to others"),
                        new ShownValue(
                                "high-availability.storagedir", "", "x", "program", "unknown: there is no such option"),
                        new ShownValue(
                                "high-availability.zookeeper.client.session-timeout",
                                "high-availability.zookeeper.client.session-timeout",
                                "1 min",
                                "default",
                                ""))
                .noneMatch(line -> line.value().contains("hunter2"));
    }
}
