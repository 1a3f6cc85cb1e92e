package io.haservices.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @Test
    void takesWhatToolsOfEtcdTake() {
        assertThat(Endpoint.parse("a")).isEqualTo(new Endpoint("a", 2379, false));
        assertThat(Endpoint.parse("https://[::1]:1/")).isEqualTo(new Endpoint("[::1]", 1, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/://",
                "?://a",
                "ftp://a",
                "http://a:0",
                "http://a:65536",
                "http://",
                "a b",
                "http://a/b",
                "\u0000"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void refusesRecordsOfANameLongerThanThoseOfDns() {
        String name = SrvRecords.SCHEME + "_etcd-client._tcp" + ".a".repeat(20_000);
        assertThatThrownBy(() -> SrvRecords.parse(name))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DOMAIN");
    }
}
