package io.haservices.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZooKeeperProviderTest {
    private static final String QUORUM = "high-availability.zookeeper.quorum";
    private static final Configuration GOOD = Configuration.of(Map.of(QUORUM, "127.0.0.1:2181"));

    private final ZooKeeperProvider provider = new ZooKeeperProvider();

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(CoordinationProvider.class))
                .filteredOn(found -> found.name().equals("zookeeper"))
                .hasSize(1);
    }

    @Test
    void saysWhichClientItUses() {
        assertThat(provider.describe().get("zookeeper client")).matches("3\\.[459]\\.\\d+");
        assertThat(provider.describe().get("zookeeper client jar")).contains("ha-zookeeper-client-3.");
    }

    @Test
    void acceptsAQuorumAlone() {
        assertThat(provider.validate(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ",", "host:port", "a;b"})
    void refusesAQuorumThatNamesNoServer(String quorum) {
        assertThat(provider.validate(Configuration.of(Map.of(QUORUM, quorum))))
                .singleElement()
                .asString()
                .contains(QUORUM);
    }

    @ParameterizedTest
    @CsvSource({
        "high-availability.zookeeper.path.root, /a/ha",
        "high-availability.zookeeper.path.root, /a/../b",
        "high-availability.zookeeper.path.root, a//b",
        "high-availability.cluster-id, ha",
        "high-availability.cluster-id, x/ha-sessions",
        "high-availability.cluster-id, /",
        "high-availability.zookeeper.client.session-timeout, 0 s",
        "high-availability.zookeeper.client.session-timeout, soon",
        "high-availability.zookeeper.client.max-retry-attempts, -1",
        "high-availability.zookeeper.client.acl, creator",
        "high-availability.zookeeper.client.acl, closed",
        "high-availability.zookeeper.client.ssl.enabled, true",
        "zookeeper.sasl.login-context-name, Nobodys",
        "high-availability.zookeeper.client.sasl.digest.username, app",
        "high-availability.zookeeper.client.sasl.digest.user, app",
        "zookeeper.client.secure, true",
        "security.kerberos.login.keytab, /k",
    })
    void refuses(String key, String value) {
        assertThat(provider.validate(GOOD.with(key, value)))
                .singleElement()
                .asString()
                .contains(key);
    }

    @Test
    void acceptsThatSaslIsOff() {
        assertThat(provider.validate(GOOD.with("zookeeper.sasl.disable", "true")))
                .isEmpty();
    }

    @Test
    void reportsEverythingAtOnce() {
        Configuration bad =
                Configuration.of(Map.of("high-availability.zookeeper.path.root", "/ha", "zookeeper.ssl.x", "y"));
        assertThatThrownBy(() -> provider.open(context(bad)))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(3));
    }

    @Test
    void neverShowsASecret() {
        Configuration secret = GOOD.with("high-availability.zookeeper.client.authorization", "sesame");
        assertThat(provider.validate(secret)).singleElement().asString().doesNotContain("sesame");
    }

    @Test
    void namesEachOptionOnce() {
        List<String> keys = provider.options().stream().map(ConfigOption::key).toList();
        assertThat(keys).doesNotHaveDuplicates().contains(QUORUM, "high-availability.zookeeper.path.latch");
        assertThat(provider.options())
                .allSatisfy(option -> assertThat(option.description()).isNotBlank());
    }

    private static CoordinationContext context(Configuration configuration) {
        return new CoordinationContext(configuration, "cluster", MonotonicClock.SYSTEM, Duration.ofSeconds(1));
    }
}
