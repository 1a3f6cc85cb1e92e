package io.haservices.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Servers of etcd, as people name them (CF-03). */
class EndpointsFuzzTest {
    @FuzzTest
    void everyEndpointIsReadOrRefused(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            Endpoint endpoint = Endpoint.parse(text);
            assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        try {
            assertThat(SrvRecords.parse(SrvRecords.SCHEME + text)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
