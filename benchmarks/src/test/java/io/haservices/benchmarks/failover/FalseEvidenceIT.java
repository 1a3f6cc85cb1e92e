package io.haservices.benchmarks.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.EndReason;
import io.haservices.Leadership;
import io.haservices.benchmarks.Service;
import io.haservices.errors.HaException;
import io.haservices.testkit.proxy.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A leader that lives and writes is taken for dead: that costs one hand-over, and no write is lost or late. */
@ParameterizedClass
@EnumSource(names = {"ZOOKEEPER", "ETCD"})
class FalseEvidenceIT {
    private static final Duration SESSION = Duration.ofSeconds(40);
    private static final Duration SOON = SESSION.dividedBy(2);
    /** Where others reach the leader's endpoint: through the proxy. */
    private static final String ELSEWHERE = "127.0.0.2";

    private static Service.@Nullable Running running;

    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    @Parameter
    Service service;

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private String cluster = "";
    private int port;

    @SuppressWarnings("NullAway.Init")
    private FaultProxy proxy;

    @SuppressWarnings("NullAway.Init")
    private WritingContender first;

    @SuppressWarnings("NullAway.Init")
    private WritingContender second;

    @BeforeParameterizedClassInvocation
    static void startServers(Service service) {
        service.assumeAvailable();
        running = service.start();
    }

    @AfterParameterizedClassInvocation
    static void stopServers() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @BeforeEach
    void firstLeadsAndSecondFollows(TestInfo test) throws IOException {
        cluster = test.getTestMethod().orElseThrow().getName();
        port = freePort();
        proxy = proxyTo(port);
        first = contender(Map.of(
                "high-availability.liveness.bind-address",
                "127.0.0.1",
                "high-availability.liveness.advertised-address",
                ELSEWHERE,
                "high-availability.liveness.port",
                "" + port));
        first.awaitWrites(1);
        second = contender(Map.of("high-availability.liveness.bind-address", "127.0.0.1"));
        await().atMost(SOON).until(() -> proxy.counters().bytesToClient() > 0);
        // Asked and answered: one line each.
        first.awaitWrites(first.writes() + 20);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void aFirewallThatRejectsCostsOneHandOver() {
        proxy.refuse();
        proxy.reset();

        assertOneCleanHandOver();
    }

    @Test
    void anotherProcessAtTheSamePortCostsOneHandOver() throws IOException {
        WritingContender other = contender(
                "another-cluster",
                Map.of(
                        "high-availability.liveness.bind-address",
                        "127.0.0.1",
                        "high-availability.liveness.port",
                        "" + freePort()));
        other.awaitWrites(1);
        proxy.close();
        opened.remove(proxy);
        proxyTo(other.livenessPort());

        assertOneCleanHandOver();
    }

    private void assertOneCleanHandOver() {
        await().atMost(SOON).until(() -> second.leads());
        await().atMost(SOON).until(() -> !first.revoked().isEmpty());
        Leadership deposed = first.revoked().get(0);
        assertThat(deposed.ended())
                .as("learned from the watch, or from a refused write, whichever came first")
                .hasValueSatisfying(reason -> assertThat(reason).isIn(EndReason.DEPOSED, EndReason.SUPERSEDED));
        first.awaitStopped();
        assertThat(second.found())
                .as("what the successor found, of what was acknowledged and what was tried")
                .isBetween(first.acknowledged(), first.tried());

        second.awaitWrites(5);
        assertThatThrownBy(() -> deposed.stateStore("numbers").put("last", "late".getBytes(UTF_8)))
                .isInstanceOf(HaException.class);
        int written = second.writes();
        second.awaitWrites(written + 20);
        assertThat(second.revoked()).isEmpty();
        assertThat(second.granted()).hasSize(1);
        assertThat(first.granted()).hasSize(1);
    }

    private FaultProxy proxyTo(int target) {
        FaultProxy started = FaultProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), target))
                .listeningOn(new InetSocketAddress(ELSEWHERE, port))
                .start();
        opened.add(started);
        return started;
    }

    private WritingContender contender(Map<String, String> liveness) {
        return contender(cluster, liveness);
    }

    private WritingContender contender(String clusterId, Map<String, String> liveness) {
        Map<String, String> settings =
                new HashMap<>(requireNonNull(running).settings().with(SESSION));
        settings.put("high-availability.cluster-id", clusterId);
        settings.put("high-availability.storageDir", folder.toUri().toString());
        settings.put("high-availability.tolerate-suspended-connections", "true");
        settings.putAll(liveness);
        WritingContender contender = WritingContender.start(settings);
        opened.add(0, contender);
        return contender;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ELSEWHERE))) {
            return socket.getLocalPort();
        }
    }
}
