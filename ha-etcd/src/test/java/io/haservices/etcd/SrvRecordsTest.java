package io.haservices.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SrvRecordsTest {
    private static final String PLAIN = "_etcd-client._tcp.example.com";
    private static final String TLS = "_etcd-client-ssl._tcp.example.com";

    private final DnsServer dns = DnsServer.start();

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void namesAllServersThoseOfTheLowestPriorityFirst() throws IOException {
        dns.put(PLAIN, "10 0 2379 later.elsewhere.org", "0 5 1234 A.example.com", "0 5 2379 b.example.com");
        assertThat(new SrvRecords(PLAIN, dns.url()).find())
                .containsExactlyInAnyOrder(
                        new Endpoint("a.example.com", 1234, false),
                        new Endpoint("b.example.com", 2379, false),
                        new Endpoint("later.elsewhere.org", 2379, false))
                .last()
                .isEqualTo(new Endpoint("later.elsewhere.org", 2379, false));
    }

    /** Else whoever answers for DNS could name a host for which he has a certificate. */
    @Test
    void trustsOnlyNamesOfTheDomainWithTls() throws IOException {
        dns.put(TLS, "0 0 2379 evil.org", "0 0 2379 evilexample.com", "0 0 2379 a.example.com");
        SrvRecords records = new SrvRecords(TLS, dns.url());
        assertThat(records.tls()).isTrue();
        assertThat(records.find()).containsExactly(new Endpoint("a.example.com", 2379, true));
        dns.put(TLS, "0 0 2379 evil.org");
        assertThatThrownBy(records::find)
                .hasMessageContaining("lead to evil.org, which is not in the domain example.com");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> new SrvRecords(PLAIN, dns.url()).find())
                .isInstanceOf(IOException.class)
                .hasMessage("DNS has no SRV records for " + PLAIN);
        dns.close();
        assertThatThrownBy(() -> new SrvRecords(PLAIN, dns.url()).find())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("DNS did not answer what the SRV records of " + PLAIN + " are");
    }
}
