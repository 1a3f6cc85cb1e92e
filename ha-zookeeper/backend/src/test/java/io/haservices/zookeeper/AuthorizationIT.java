package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.commit;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.WatchListener;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway.Init", "try"})
class AuthorizationIT {
    private static final Duration SESSION = Duration.ofSeconds(5);
    private static final Key KEY = SCOPE.key("key");
    private static final String AUTHORIZATION = "high-availability.zookeeper.client.authorization";
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
    void whatACreatorMadeIsItsAlone() {
        try (Coordination owner = active(creator("digest:us:secret"));
                Coordination same = active(creator("digest:us:secret"));
                Coordination other = active(creator("digest:them:secret"));
                Coordination nobody = active(TestClients.open(servers.connectString(), "acl", SESSION))) {
            committed(owner, creation(KEY, "x"));
            assertThat(get(same, KEY)).isPresent();
            for (Coordination stranger : List.of(other, nobody)) {
                assertThatThrownBy(() -> get(stranger, KEY)).hasCauseInstanceOf(NotAuthorizedException.class);
                assertThatThrownBy(() -> Calls.list(stranger)).hasCauseInstanceOf(NotAuthorizedException.class);
                assertThat(commit(stranger, creation(SCOPE.key("new"), "x")))
                        .isInstanceOfSatisfying(
                                Commit.NotApplied.class,
                                refused -> assertThat(refused.cause()).isInstanceOf(NotAuthorizedException.class));
                Failures failures = new Failures();
                try (Registration registration = stranger.watch(Prefix.at(KEY), failures)) {
                    await().atMost(PATIENCE).until(() -> !failures.seen.isEmpty());
                    assertThat(failures.seen).singleElement().isInstanceOf(NotAuthorizedException.class);
                }
            }
        }
    }

    @Test
    void nothingOfACreatorIsOpenNotEvenWhatLiesAboveIt() throws Exception {
        try (Coordination owner = active(TestClients.open(
                servers.connectString(),
                "cluster",
                SESSION,
                AUTHORIZATION,
                "digest:us:secret",
                "high-availability.zookeeper.path.root",
                "/closed",
                "high-availability.zookeeper.client.acl",
                "creator"))) {
            committed(owner, creation(KEY, "x"));
            Acls.assertClosedToStrangers(
                    servers, "/closed/cluster", "/closed/cluster/ha-sessions", "/closed/cluster/ha/d3/scope/key");
        }
    }

    /** An ACL says who may touch a node, not who may end the session that the node is bound to. */
    @Test
    void aSessionIdIsEnoughToEndASession() {
        try (Coordination owner = active(creator("digest:us:secret"))) {
            String id = owner.session().id();
            assertThat(servers.expire(Long.parseUnsignedLong(id, 16))).isTrue();
            await().atMost(PATIENCE).until(() -> !owner.session().id().equals(id));
        }
    }

    @Test
    void whatIsOpenIsEverybodys() throws Exception {
        try (Coordination open = active(TestClients.open(
                        servers.connectString(),
                        "cluster",
                        SESSION,
                        "high-availability.zookeeper.path.root",
                        "/everybodys"));
                RawClient stranger = new RawClient(servers.connectString())) {
            committed(open, creation(KEY, "x"));
            stranger.write("/everybodys/cluster/ha/d3/scope/key", "mine now");
            assertThat(get(open, KEY).orElseThrow().value().utf8()).isEqualTo("mine now");
        }
    }

    @Test
    void aRefusedLoginIsFatal() {
        try (Coordination client =
                TestClients.open(servers.connectString(), "login", SESSION, AUTHORIZATION, "nosuchscheme:me")) {
            Failures failures = new Failures();
            try (Registration registration = client.watch(Prefix.at(KEY), failures)) {
                await().atMost(PATIENCE).until(() -> !failures.seen.isEmpty());
            }
            assertThatThrownBy(() -> get(client, KEY)).hasCauseInstanceOf(NotAuthorizedException.class);
            assertThat(client.session().state()).isIn(Session.State.CONNECTING, Session.State.LOST);
        }
    }

    private static Coordination creator(String identity) {
        return TestClients.open(
                servers.connectString(),
                "acl",
                SESSION,
                AUTHORIZATION,
                identity,
                "high-availability.zookeeper.client.acl",
                "creator");
    }

    private static final class Failures implements WatchListener {
        private final List<HaException> seen = new CopyOnWriteArrayList<>();

        @Override
        public void onState(List<Entry> entries) {}

        @Override
        public void onFailure(HaException failure) {
            seen.add(failure);
        }
    }
}
