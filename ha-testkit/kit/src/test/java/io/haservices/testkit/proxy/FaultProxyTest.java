package io.haservices.testkit.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FaultProxyTest {
    private EchoServer server;
    private FaultProxy proxy;
    private Peer peer;

    @BeforeEach
    void connect() throws IOException {
        server = new EchoServer();
        proxy = FaultProxy.to(server.address()).start();
        peer = new Peer(proxy.address());
        assertThat(peer.ask("hello")).isEqualTo("hello");
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        proxy.close();
        server.close();
    }

    @Test
    void countsConnectionsAndBytes() {
        await().untilAsserted(() -> assertThat(proxy.counters()).isEqualTo(new ProxyCounters(1, 1, 5, 5, 0)));
    }

    @Test
    void passesMoreThanItsBuffersHold() throws Exception {
        byte[] sent = new byte[8 * 1024 * 1024];
        new Random(7).nextBytes(sent);
        CompletableFuture<byte[]> got = CompletableFuture.supplyAsync(() -> {
            try {
                return peer.socket.getInputStream().readNBytes(sent.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        peer.socket.getOutputStream().write(sent);
        assertThat(got.get()).isEqualTo(sent);
    }

    @Test
    void passesTheEndOfOneDirectionWhileTheOtherGoesOn() throws IOException {
        peer.send("last");
        peer.socket.shutdownOutput();
        assertThat(peer.receive(100)).isEqualTo("last");
        assertThat(server.ends()).containsExactly("end");
    }

    @Test
    void passesAResetOn() throws IOException {
        peer.socket.setSoLinger(true, 0);
        peer.close();
        await().untilAsserted(() -> assertThat(server.ends()).containsExactly("reset"));
        await().until(() -> proxy.counters().openConnections() == 0);
    }

    @Test
    void delaysBothDirections() throws IOException {
        proxy.delay(Duration.ofMillis(60), Duration.ofMillis(20));
        long start = System.nanoTime();
        assertThat(peer.ask("slow")).isEqualTo("slow");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void keepsTheOrderUnderJitter() throws IOException {
        proxy.delay(Direction.TO_SERVER, Duration.ZERO, Duration.ofMillis(15));
        StringBuilder sent = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            peer.send("<" + i + ">");
            sent.append('<').append(i).append('>');
        }
        assertThat(peer.receive(sent.length())).isEqualTo(sent.toString());
    }

    @Test
    void handsDelayedBytesOnAtOnceWhenHealed() throws IOException {
        proxy.delay(Direction.TO_SERVER, Duration.ofHours(1), Duration.ZERO);
        peer.send("waits");
        assertThat(peer.hearsNothing()).isTrue();
        proxy.heal();
        assertThat(peer.receive(5)).isEqualTo("waits");
    }

    @Test
    void holdsRequestsAndLosesNone() throws IOException {
        proxy.hold(Direction.TO_SERVER);
        peer.send("held");
        assertThat(peer.hearsNothing()).isTrue();
        assertThat(server.received()).isEqualTo("hello");
        proxy.pass(Direction.TO_SERVER);
        assertThat(peer.receive(4)).isEqualTo("held");
    }

    @Test
    void holdsAnswersWhileRequestsGetThrough() throws IOException {
        proxy.hold(Direction.TO_CLIENT);
        peer.send("asked");
        await().until(() -> server.received().equals("helloasked"));
        assertThat(peer.hearsNothing()).isTrue();
        proxy.heal();
        assertThat(peer.receive(5)).isEqualTo("asked");
    }

    @Test
    void hidesTheEndOfAConnectionInABlackHole() throws IOException {
        proxy.hold();
        peer.close();
        try (Peer other = new Peer(proxy.address())) {
            other.send("x");
            assertThat(other.hearsNothing()).isTrue();
            assertThat(server.ends()).isEmpty();
            assertThat(server.connections()).hasSize(1);
            proxy.heal();
            assertThat(other.receive(1)).isEqualTo("x");
            await().until(() -> server.ends().contains("end"));
        }
    }

    @Test
    void swallowsOneDirectionWhileTheOtherWorks() throws IOException {
        proxy.swallow(Direction.TO_SERVER);
        peer.send("gone");
        server.connections().get(0).getOutputStream().write("news".getBytes(UTF_8));
        assertThat(peer.receive(4)).isEqualTo("news");
        await().until(() -> proxy.counters().bytesSwallowed() == 4);
        assertThat(server.received()).isEqualTo("hello");
    }

    @Test
    void resetsAStreamWithAGapWhenItCouldGoOn() throws IOException {
        proxy.swallow(Direction.TO_SERVER);
        peer.send("gone");
        await().until(() -> proxy.counters().bytesSwallowed() == 4);
        proxy.pass(Direction.TO_CLIENT);
        assertThat(peer.hearsNothing()).isTrue();
        proxy.pass(Direction.TO_SERVER);
        assertThatThrownBy(() -> peer.receive(1)).isInstanceOf(SocketException.class);
        await().untilAsserted(() -> assertThat(server.ends()).containsExactly("reset"));
    }

    @Test
    void hidesTheResetOfASwallowedPeerUntilHealed() throws IOException {
        proxy.swallow(Direction.TO_SERVER);
        peer.socket.setSoLinger(true, 0);
        peer.close();
        server.connections().get(0).getOutputStream().write(new byte[100]);
        assertThat(server.connections().get(0).isClosed()).isFalse();
        assertThat(server.ends()).isEmpty();
        proxy.heal();
        await().untilAsserted(() -> assertThat(server.ends()).containsExactly("reset"));
    }

    @Test
    void cutsWithAnEndOfStreamOnBothSides() throws IOException {
        proxy.cut();
        assertThat(peer.receive(1)).isEmpty();
        await().untilAsserted(() -> assertThat(server.ends()).containsExactly("end"));
        try (Peer again = new Peer(proxy.address())) {
            assertThat(again.ask("again")).isEqualTo("again");
        }
    }

    @Test
    void resetsBothSides() {
        proxy.reset();
        assertThatThrownBy(() -> peer.receive(1)).isInstanceOf(SocketException.class);
        await().untilAsserted(() -> assertThat(server.ends()).containsExactly("reset"));
    }

    @Test
    void refusesNewConnectionsAndKeepsOldOnesAndThePort() throws IOException {
        InetSocketAddress address = proxy.address();
        proxy.refuse();
        assertThatThrownBy(() -> new Peer(address)).isInstanceOf(ConnectException.class);
        assertThat(peer.ask("still here")).isEqualTo("still here");
        proxy.heal();
        assertThat(proxy.address()).isEqualTo(address);
        try (Peer again = new Peer(address)) {
            assertThat(again.ask("again")).isEqualTo("again");
        }
    }

    @Test
    void refusesAndAcceptsManyTimes() throws IOException {
        for (int i = 0; i < 50; i++) {
            proxy.refuse();
            proxy.reset();
            proxy.accept();
            try (Peer again = new Peer(proxy.address())) {
                assertThat(again.ask("round " + i)).isEqualTo("round " + i);
            }
        }
    }

    @Test
    void acceptsSilently() throws IOException {
        proxy.acceptSilently();
        try (Peer silent = new Peer(proxy.address())) {
            silent.send("anybody?");
            assertThat(silent.hearsNothing()).isTrue();
            assertThat(server.connections()).hasSize(1);
            assertThat(peer.ask("old")).isEqualTo("old");
            proxy.accept();
            assertThat(silent.receive(8)).isEqualTo("anybody?");
        }
    }

    @Test
    void losesTheReplyAfterTheRequestGotThrough() throws Exception {
        CompletableFuture<Void> cut = proxy.cutAfter(Direction.TO_CLIENT, 0);
        peer.send("commit");
        assertThat(peer.receive(1)).isEmpty();
        cut.get();
        assertThat(server.received()).isEqualTo("hellocommit");
        try (Peer again = new Peer(proxy.address())) {
            assertThat(again.ask("again")).isEqualTo("again");
        }
    }

    @Test
    void cutsBehindTheLastByteOfTheLimit() throws IOException {
        CompletableFuture<Void> cut = proxy.cutAfter(Direction.TO_SERVER, 4);
        assertThat(peer.ask("abcd")).isEqualTo("abcd");
        assertThat(cut).isNotDone();
        peer.send("e");
        assertThat(peer.receive(1)).isEmpty();
        assertThat(server.received()).isEqualTo("helloabcd");
    }

    @Test
    void cancelsALimitThatIsLifted() throws IOException {
        CompletableFuture<Void> cut = proxy.cutAfter(Direction.TO_CLIENT, 0);
        proxy.heal();
        await().until(cut::isCancelled);
        assertThat(peer.ask("fine")).isEqualTo("fine");
    }

    @Test
    void resetsConnectionsToATargetThatIsDown() throws IOException {
        server.close();
        assertThatThrownBy(() -> {
                    // The reset may come before the connect has returned.
                    try (Peer unlucky = new Peer(proxy.address())) {
                        unlucky.receive(1);
                    }
                })
                .isInstanceOf(SocketException.class);
    }

    @Test
    void waitsForATargetThatStartsLate() throws IOException {
        InetSocketAddress later = server.address();
        server.close();
        try (FaultProxy patient = FaultProxy.to(later)
                        .waitingForTarget(Duration.ofMinutes(1))
                        .start();
                Peer early = new Peer(patient.address())) {
            early.send("early");
            assertThat(early.hearsNothing()).isTrue();
            server = new EchoServer(later);
            assertThat(early.receive(5)).isEqualTo("early");
        }
    }

    @Test
    void releasesEverythingWhenClosedAndMayBeClosedTwice() {
        InetSocketAddress address = proxy.address();
        proxy.close();
        proxy.close();
        assertThatThrownBy(() -> new Peer(address)).isInstanceOf(ConnectException.class);
        assertThatThrownBy(proxy::hold)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("fault-proxy-" + address.getPort() + "-"));
    }

    @Test
    void saysWhatIsWrongWhenTheAddressIsTaken() {
        assertThatThrownBy(() -> FaultProxy.to(server.address())
                        .listeningOn(proxy.address())
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen on " + proxy.address());
    }
}
