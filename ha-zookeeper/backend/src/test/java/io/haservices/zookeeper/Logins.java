package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** Configurations of clients that log in, and what becomes of those that cannot. */
@SuppressWarnings("try")
final class Logins {
    static final String CONTEXTS = "security.kerberos.login.contexts";
    static final String KEYTAB = "security.kerberos.login.keytab";
    static final String PRINCIPAL = "security.kerberos.login.principal";
    static final String KRB5_CONF = "security.kerberos.krb5-conf.path";
    static final String SERVICE_NAME = "zookeeper.sasl.service-name";
    static final String DISABLE = "zookeeper.sasl.disable";
    static final String USERNAME = "high-availability.zookeeper.client.sasl.digest.username";
    static final String PASSWORD = "high-availability.zookeeper.client.sasl.digest.password";
    static final String ACL = "high-availability.zookeeper.client.acl";
    static final String AUTHORIZATION = "high-availability.zookeeper.client.authorization";
    private static final Duration SESSION = Duration.ofSeconds(10);

    private Logins() {}

    /** The servers of the tests are zookeeper/localhost, and clients go by what the name service calls them. */
    static void assumeThatLoopbackIsLocalhost() throws UnknownHostException {
        String name = InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).getCanonicalHostName();
        assumeTrue(name.equals("localhost"), "Kerberos goes by names, and 127.0.0.1 is called " + name + " here");
    }

    /** Beneath a root of its own, for what one identity created is closed to the others. */
    static Coordination open(String quorum, String clusterId, Map<String, String> keys) {
        Map<String, String> all = new TreeMap<>(keys);
        all.put("high-availability.zookeeper.path.root", "/" + clusterId);
        return TestClients.open(
                quorum,
                clusterId,
                SESSION,
                all.entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                        .toArray(String[]::new));
    }

    /** Waits; one that does not become active must not disturb the next test. */
    static Coordination active(Coordination client) {
        try {
            return Calls.active(client);
        } catch (ConditionTimeoutException e) {
            client.close();
            throw e;
        }
    }

    static Map<String, String> with(Map<String, String> keys, String... more) {
        Map<String, String> all = new TreeMap<>(keys);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    /** What the client says that it is given up for; it must never have had a session. */
    static String refusal(Coordination client) {
        List<Session.State> states = new CopyOnWriteArrayList<>();
        try (Registration registration = client.onSession(session -> states.add(session.state()))) {
            HaException[] cause = new HaException[1];
            await().atMost(PATIENCE).until(() -> {
                cause[0] = failure(client);
                return cause[0] instanceof NotAuthorizedException;
            });
            assertThat(states).doesNotContain(Session.State.ACTIVE);
            return String.valueOf(cause[0].getMessage());
        }
    }

    private static HaException failure(Coordination client) {
        try {
            get(client, SCOPE.key("key"));
            throw new AssertionError("a request was answered without a login");
        } catch (CompletionException e) {
            if (e.getCause() instanceof HaException cause) {
                return cause;
            }
            throw e;
        }
    }
}
