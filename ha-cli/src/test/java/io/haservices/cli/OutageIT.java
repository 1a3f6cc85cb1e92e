package io.haservices.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.EndReason;
import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.Leadership;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an outage of ZooKeeper costs a leader. */
@SuppressWarnings("try")
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration OUTAGE = Duration.ofSeconds(3);
    private static ZooKeeperServers servers;

    @TempDir
    Path folder;

    private String cluster;

    @BeforeAll
    static void start() {
        servers = ZooKeeperServers.version("3.9").withoutFsync().start();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void name() {
        cluster = folder.getFileName().toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aShortOneCostsNothingWhenItIsTolerated(boolean silent) {
        try (FaultProxy proxy = proxy();
                Contender leader = new Contender(proxy, "20 s", true)) {
            Leadership term = leader.leads();
            term.stateStore("store").put("name", "before".getBytes(UTF_8));
            if (silent) {
                proxy.hold();
            } else {
                proxy.refuse();
                proxy.cut();
            }
            await().during(OUTAGE).atMost(PATIENCE).until(term::isValid);
            proxy.heal();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> term.stateStore("store").put("name", "after".getBytes(UTF_8)));
            assertThat(term.ended()).isEmpty();
            assertThat(leader.granted).containsExactly(term);
            assertThat(leader.revoked).isEmpty();
        }
    }

    @Test
    void aShortOneEndsTheTermAtOnceWhenItIsNotTolerated() {
        try (FaultProxy proxy = proxy();
                Contender leader = new Contender(proxy, "20 s", false)) {
            Leadership term = leader.leads();
            proxy.reset();
            await().atMost(PATIENCE).until(() -> leader.revoked.equals(List.of(term)));
            assertThat(term.ended()).contains(EndReason.SUSPENDED);
            await().atMost(PATIENCE).until(() -> leader.granted.size() == 2);
            assertThat(leader.granted.get(1).epoch()).isGreaterThan(term.epoch());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLongOneEndsTheTermBeforeAnotherBegins(boolean tolerated) {
        try (FaultProxy proxy = proxy();
                FaultProxy none = proxy();
                Contender leader = new Contender(proxy, "6 s", tolerated)) {
            Leadership term = leader.leads();
            try (Contender standby = new Contender(none, "6 s", tolerated)) {
                proxy.hold();
                Leadership next = standby.leads();
                assertThat(term.isValid()).isFalse();
                assertThat(leader.revoked).containsExactly(term);
                assertThat(term.ended()).get().isIn(EndReason.DEADLINE, EndReason.SUSPENDED, EndReason.SESSION_LOST);
                assertThat(next.epoch()).isGreaterThan(term.epoch());
                proxy.heal();
                next.stateStore("store").put("name", "next".getBytes(UTF_8));
                assertThat(next.isValid()).isTrue();
            }
        }
    }

    private static FaultProxy proxy() {
        return FaultProxy.to(servers.node(1).clientAddress()).start();
    }

    private final class Contender implements LeaderContender, AutoCloseable {
        private final List<Leadership> granted = new CopyOnWriteArrayList<>();
        private final List<Leadership> revoked = new CopyOnWriteArrayList<>();
        private final HighAvailabilityServices services;

        Contender(FaultProxy proxy, String session, boolean tolerate) {
            services = HighAvailability.open(Configuration.of(Map.of(
                    "high-availability",
                    "zookeeper",
                    "high-availability.zookeeper.quorum",
                    "127.0.0.1:" + proxy.port(),
                    "high-availability.zookeeper.client.session-timeout",
                    session,
                    "high-availability.zookeeper.client.tolerate-suspended-connections",
                    Boolean.toString(tolerate),
                    "high-availability.cluster-id",
                    cluster,
                    "high-availability.storageDir",
                    folder.toUri().toString())));
            services.leaderElection("outage").start(this);
        }

        Leadership leads() {
            await().atMost(PATIENCE).until(() -> !granted.isEmpty());
            return granted.get(0);
        }

        @Override
        public void onGranted(Leadership leadership) {
            granted.add(leadership);
        }

        @Override
        public void onRevoked(Leadership leadership) {
            revoked.add(leadership);
        }

        @Override
        public void close() {
            services.close();
        }
    }
}
