package org.apache.zookeeper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.client.StaticHostProvider.HostResolver;
import org.junit.jupiter.api.Test;

class StaticHostProviderTest {

    private static final InetSocketAddress ONE = InetSocketAddress.createUnresolved("one.invalid", 2181);
    private static final InetSocketAddress TWO = InetSocketAddress.createUnresolved("two.invalid", 2182);

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final HostResolver resolver = host -> {
        String address = names.get(host);
        if (address == null) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {
            InetAddress.getByAddress(host, InetAddress.getByName(address).getAddress())
        };
    };

    @Test
    void visitsEveryServerInEachRound() {
        names.putAll(Map.of("one.invalid", "127.0.0.1", "two.invalid", "127.0.0.2"));
        StaticHostProvider provider = new StaticHostProvider(List.of(ONE, TWO), resolver);

        Set<String> seen = new HashSet<>(List.of(addressOf(provider.next(0)), addressOf(provider.next(0))));

        assertThat(provider.size()).isEqualTo(2);
        assertThat(seen).containsExactlyInAnyOrder("127.0.0.1", "127.0.0.2");
    }

    @Test
    void seesAChangedNameRecordOnTheNextAttempt() {
        names.put("one.invalid", "127.0.0.1");
        StaticHostProvider provider = new StaticHostProvider(List.of(ONE), resolver);
        provider.next(0);

        names.put("one.invalid", "127.0.0.9");

        assertThat(addressOf(provider.next(0))).isEqualTo("127.0.0.9");
    }

    @Test
    void skipsAServerWhoseNameDoesNotResolve() {
        names.put("two.invalid", "127.0.0.2");
        StaticHostProvider provider = new StaticHostProvider(List.of(ONE, TWO), resolver);

        assertThat(provider.next(0).getPort()).isEqualTo(2182);
        assertThat(provider.next(0).getPort()).isEqualTo(2182);
    }

    @Test
    void keepsTryingWhenNoNameResolves() {
        StaticHostProvider provider = new StaticHostProvider(List.of(ONE), resolver);

        assertThat(provider.next(0).isUnresolved()).isTrue();
        names.put("one.invalid", "127.0.0.1");
        assertThat(addressOf(provider.next(0))).isEqualTo("127.0.0.1");
    }

    @Test
    void keepsTheHostNameSoThatKerberosCanBuildThePrincipal() {
        names.put("one.invalid", "127.0.0.1");
        StaticHostProvider provider = new StaticHostProvider(List.of(ONE), resolver);

        assertThat(provider.next(0).getHostString()).isEqualTo("one.invalid");
    }

    @Test
    void connectsByAddressOnThisJdk() throws UnknownHostException {
        StaticHostProvider provider =
                new StaticHostProvider(List.of(InetSocketAddress.createUnresolved("127.0.0.1", 2181)));

        assertThat(addressOf(provider.next(0))).isEqualTo("127.0.0.1");
    }

    @Test
    void refusesAnEmptyServerList() {
        assertThatThrownBy(() -> new StaticHostProvider(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
    }

    private static String addressOf(InetSocketAddress server) {
        return server.getAddress().getHostAddress();
    }
}
