package io.haservices.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.testkit.servers.CertificateAuthority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsNamesTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.named("authority");

    @ParameterizedTest
    @CsvSource({
        "zk1.example.org, zk1.example.org, true",
        "ZK1.example.org, zk1.EXAMPLE.org, true",
        "*.example.org, zk1.example.org, true",
        "*.example.org, a.zk1.example.org, false",
        "*.example.org, example.org, false",
        "zk1, zk2, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "127.0.0.1, localhost, false",
        "127.0.0.1, common, true",
        "zk1, common, false",
    })
    void decidesAsJavaDoes(String name, String host, boolean included) {
        TlsNames names =
                new TlsNames(AUTHORITY.issue("common", name).certificates().get(0));
        assertThat(names.include(host)).isEqualTo(included);
    }
}
