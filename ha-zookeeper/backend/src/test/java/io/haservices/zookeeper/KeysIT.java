package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
import io.haservices.shaded.org.apache.zookeeper.KeeperException;
import io.haservices.shaded.org.apache.zookeeper.ZooDefs;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.testkit.proxy.Direction;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.ZooKeeperServers;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each key does, as seen from outside: by the server, by another client, or on a watch. With the key itself and with each former
 * name of it. The names of the keys stand here once more as text on purpose: they are Apache Flink's, and may not change.
 */
@SuppressWarnings({"NullAway.Init", "try"})
class KeysIT {
    private static final String ZOOKEEPER = "high-availability.zookeeper.";
    private static final String CLIENT = ZOOKEEPER + "client.";
    private static final String QUORUM = ZOOKEEPER + "quorum";
    private static final String AUTHORIZATION = CLIENT + "authorization";
    /** Keys with tests of their own, by what they begin with. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            CLIENT + "ssl.",
            "TlsIT",
            CLIENT + "sasl.",
            "DigestIT",
            "zookeeper.sasl.",
            "the tests of SASL",
            "security.kerberos.",
            "the tests of SASL",
            "zookeeper.heap.mb",
            "QuorumScriptsIT of the distribution");
    /** What a server answers to a client that connects: everything behind it are answers to requests. */
    private static final long CONNECTED_BYTES = 41;

    private static final Key KEY = SCOPE.key("key");
    private static final Duration LONG_REQUEST = Duration.ofSeconds(40);

    private static ZooKeeperServers servers;

    @BeforeAll
    static void start() {
        servers = TestClients.servers(1);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void everyKeyHasATestOfItsEffect() {
        Set<String> tested = Stream.of(KeysIT.class, EnsembleIT.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .flatMap(method -> Optional.ofNullable(method.getAnnotation(EachNameOf.class)).stream())
                .map(EachNameOf::value)
                .collect(Collectors.toSet());
        assertThat(ZooKeeperOptions.all())
                .filteredOn(option -> option.ignoredReason().isEmpty())
                .extracting(ConfigOption::key)
                .filteredOn(key -> ELSEWHERE.keySet().stream().noneMatch(key::startsWith))
                .containsExactlyInAnyOrderElementsOf(tested);
    }

    @EachNameOf("high-availability.zookeeper.quorum")
    void quorumIsWhereItConnects(String key) {
        try (Coordination client = active(open(Map.of(key, servers.connectString())))) {
            assertThat(client.describe().get("server")).endsWith(servers.connectString());
        }
        try (Coordination client = open(Map.of(key, "127.0.0.1:1", CLIENT + "connection-timeout", "300"))) {
            assertThatThrownBy(() -> get(client, KEY))
                    .hasCauseInstanceOf(UnavailableException.class)
                    .hasMessageContaining("127.0.0.1:1");
        }
    }

    @EachNameOf("high-availability.zookeeper.path.root")
    void pathRootIsWhereItsNodesLie(String key) throws Exception {
        try (RawClient raw = new RawClient(servers.connectString())) {
            for (String root : List.of("/of/" + key, "of/b." + key + "/", "//of/c." + key + "//")) {
                try (Coordination client = active(open(Map.of(key, root)))) {
                    committed(client, creation(KEY, "x"));
                }
                String node = "/" + root.replaceAll("^/+|/+$", "") + "/keys/ha/d3/scope/key";
                assertThat(raw.exists(node)).as(node).isTrue();
            }
            try (Coordination client = active(open(Map.of()))) {
                committed(client, creation(SCOPE.key(key), "x"));
            }
            assertThat(raw.exists("/flink/keys/ha/d3/scope/" + key)).isTrue();
        }
    }

    @EachNameOf("high-availability.zookeeper.client.session-timeout")
    void sessionTimeoutIsWhatTheServersGrant(String key) {
        Map<String, Integer> millis = Map.of("7000", 7000, "9 s", 9000, "1 min", 60_000, "", 60_000);
        millis.forEach((text, expected) -> {
            try (Coordination client = active(open(Map.of(key, text)))) {
                assertThat(client.session().timeout()).hasMillis(expected);
                String id = "sid=0x"
                        + Long.toHexString(
                                Long.parseUnsignedLong(client.session().id(), 16));
                assertThat(servers.node(1).ask("cons").orElseThrow().lines())
                        .filteredOn(line -> line.contains(id))
                        .singleElement()
                        .asString()
                        .contains("to=" + expected);
            }
        });
    }

    @EachNameOf("high-availability.zookeeper.client.connection-timeout")
    void connectionTimeoutIsHowLongARequestWaitsForAConnection(String key) {
        try (Coordination client = open(Map.of(QUORUM, "127.0.0.1:1", key, "700 ms"))) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> get(client, KEY)).hasMessageContaining("within 700 ms");
            assertThat(since(start)).isBetween(Duration.ofMillis(700), LONG_REQUEST.dividedBy(2));
        }
    }

    @EachNameOf("high-availability.zookeeper.client.retry-wait")
    void retryWaitIsThePauseBeforeTheSecondRepetition(String key) {
        assertThat(answeredAfterTwoLosses(Map.of(key, "4 s"))).isGreaterThan(Duration.ofSeconds(4));
    }

    @EachNameOf("high-availability.zookeeper.client.max-retry-wait")
    void maxRetryWaitBoundsThePause(String key) {
        assertThat(answeredAfterTwoLosses(Map.of(CLIENT + "retry-wait", "30 s", key, "10")))
                .isLessThan(Duration.ofSeconds(30));
    }

    @EachNameOf("high-availability.zookeeper.client.max-retry-attempts")
    void maxRetryAttemptsIsHowOftenALostReadIsRepeated(String key) {
        try (Lossy once = new Lossy(Map.of(key, "0"))) {
            assertThatThrownBy(() -> Calls.answer(once.lose())).hasMessageContaining("failed 1 times");
        }
        try (Lossy once = new Lossy(Map.of(key, "1"))) {
            assertThatCode(() -> Calls.answer(once.lose())).doesNotThrowAnyException();
        }
        try (Lossy twice = new Lossy(Map.of(key, "1"))) {
            assertThatThrownBy(() -> Calls.answer(twice.loseTwice())).hasMessageContaining("failed 2 times");
        }
    }

    @EachNameOf("high-availability.zookeeper.client.acl")
    void aclIsWhoMayTouchItsNodes(String key) throws Exception {
        String identity = "digest:us:secret";
        String open = "/open." + key;
        String ours = "/ours." + key;
        try (Coordination client = active(open(Map.of(ZOOKEEPER + "path.root", open, AUTHORIZATION, identity)));
                Coordination creator =
                        active(open(Map.of(ZOOKEEPER + "path.root", ours, AUTHORIZATION, identity, key, "CREATOR")))) {
            committed(client, creation(KEY, "x"));
            committed(creator, creation(KEY, "x"));
        }
        try (RawClient raw = new RawClient(servers.connectString())) {
            assertThat(raw.acl(open + "/keys/ha/d3/scope/key")).isEqualTo(ZooDefs.Ids.OPEN_ACL_UNSAFE);
            String node = ours + "/keys/ha/d3/scope/key";
            assertThatThrownBy(() -> raw.read(node)).isInstanceOf(KeeperException.NoAuthException.class);
            assertThat(raw.as("digest", "us:secret").acl(node)).singleElement().satisfies(acl -> {
                assertThat(acl.getId().getScheme()).isEqualTo("digest");
                assertThat(acl.getId().getId()).startsWith("us:");
                assertThat(acl.getPerms()).isEqualTo(ZooDefs.Perms.ALL);
            });
        }
        assertThat(new ZooKeeperProvider().validate(configuration(Map.of(key, "creator"))))
                .singleElement()
                .asString()
                .contains("needs an identity");
    }

    @EachNameOf("high-availability.zookeeper.client.authorization")
    void authorizationIsWhoItIs(String key) {
        Map<String, String> creator = Map.of(CLIENT + "acl", "creator", ZOOKEEPER + "path.root", "/of." + key);
        try (Coordination us = active(open(with(creator, key, "digest:us:secret")));
                Coordination also = active(open(with(creator, key, "digest:us:secret")));
                Coordination them = active(open(with(creator, key, "digest:them:secret")))) {
            committed(us, creation(KEY, "x"));
            assertThat(get(also, KEY)).isPresent();
            assertThatThrownBy(() -> get(them, KEY)).hasCauseInstanceOf(NotAuthorizedException.class);
        }
    }

    @EachNameOf("high-availability.zookeeper.client.max-close-wait")
    void maxCloseWaitIsHowLongClosingWaits(String key) {
        Duration request = Duration.ofSeconds(8);
        assertThat(closingWithoutAnAnswer(request, Map.of(key, "500 ms"))).isLessThan(request.dividedBy(2));
        assertThat(closingWithoutAnAnswer(request, Map.of())).isGreaterThan(request.dividedBy(2));
    }

    static Stream<ConfigOption<?>> ignored() {
        return ZooKeeperOptions.all().stream()
                .filter(option -> !option.ignoredReason().isEmpty());
    }

    /** That a warning says so is shown where the warning is made: by the test of the guide for users of Flink. */
    @ParameterizedTest
    @MethodSource("ignored")
    void anIgnoredKeyChangesNothingAndHasAReason(ConfigOption<?> option) throws Exception {
        assertThat(option.ignoredReason()).isNotBlank();
        assertThat(new ZooKeeperProvider().validate(configuration(Map.of(option.key(), "/elsewhere"))))
                .isEmpty();
        try (Coordination client = active(open(Map.of(option.key(), "/elsewhere")));
                RawClient raw = new RawClient(servers.connectString())) {
            committed(client, creation(SCOPE.key(option.key()), "x"));
            assertThat(raw.exists("/flink/keys/ha/d3/scope/" + option.key())).isTrue();
            assertThat(raw.exists("/elsewhere")).isFalse();
            assertThat(raw.exists("/flink/elsewhere")).isFalse();
        }
    }

    private static Duration answeredAfterTwoLosses(Map<String, String> values) {
        try (Lossy lossy = new Lossy(values)) {
            CompletionStage<?> answer = lossy.loseTwice();
            long lost = System.nanoTime();
            assertThat(answer.toCompletableFuture()).isNotDone();
            Calls.answer(answer);
            return since(lost);
        }
    }

    private static Duration closingWithoutAnAnswer(Duration requestTimeout, Map<String, String> values) {
        try (FaultProxy proxy = FaultProxy.to(servers.node(1).clientAddress()).start()) {
            Coordination client = active(open(requestTimeout, with(values, QUORUM, "127.0.0.1:" + proxy.port())));
            proxy.hold();
            long start = System.nanoTime();
            client.close();
            return since(start);
        }
    }

    private static Coordination open(Map<String, String> values) {
        return open(LONG_REQUEST, values);
    }

    private static Coordination open(Duration requestTimeout, Map<String, String> values) {
        return new ZooKeeperProvider()
                .open(new CoordinationContext(configuration(values), "keys", MonotonicClock.SYSTEM, requestTimeout));
    }

    private static Configuration configuration(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        if (!all.containsKey("recovery.zookeeper.quorum")) {
            all.putIfAbsent(QUORUM, servers.connectString());
        }
        return Configuration.of(all);
    }

    private static Map<String, String> with(Map<String, String> values, String key, String value) {
        Map<String, String> all = new HashMap<>(values);
        all.put(key, value);
        return all;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A client whose connection is lost while a read waits for its answer. The session is so long that it never ends meanwhile. */
    private static final class Lossy implements AutoCloseable {
        private final FaultProxy proxy =
                FaultProxy.to(servers.node(1).clientAddress()).start();
        private final Coordination client;

        Lossy(Map<String, String> values) {
            client = active(open(with(values, QUORUM, "127.0.0.1:" + proxy.port())));
            get(client, KEY);
        }

        CompletionStage<Optional<Entry>> lose() {
            proxy.hold(Direction.TO_CLIENT);
            CompletionStage<Optional<Entry>> answer = client.get(KEY);
            proxy.reset();
            proxy.pass(Direction.TO_CLIENT);
            return answer;
        }

        /** Returns when the second connection is lost as well. */
        CompletionStage<Optional<Entry>> loseTwice() {
            proxy.hold(Direction.TO_CLIENT);
            CompletionStage<Optional<Entry>> answer = client.get(KEY);
            // So that no answer comes before the repetition of the read is on its way.
            proxy.delay(Direction.TO_SERVER, Duration.ofMillis(300), Duration.ZERO);
            proxy.reset();
            var second = proxy.cutAfter(Direction.TO_CLIENT, CONNECTED_BYTES);
            proxy.pass(Direction.TO_CLIENT);
            second.orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    .join();
            proxy.delay(Direction.TO_SERVER, Duration.ZERO, Duration.ZERO);
            return answer;
        }

        @Override
        public void close() {
            client.close();
            proxy.close();
        }
    }
}
