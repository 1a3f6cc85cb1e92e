package io.haservices.core.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import io.haservices.core.runtime.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpNetworkTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** More than the buffers of the system take. */
    private static final long MUCH = 200_000_000;

    private final JvmRuntime runtime = new JvmRuntime("test");
    private final Network network = runtime.core().network();
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final List<Line> accepted = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void linesGoBothWaysAndAnEndIsSeen() throws IOException {
        Network.Listening listening = listen();
        Heard heard = connect("127.0.0.1:" + listening.port());
        await().atMost(LIMIT).until(() -> heard.told.contains("opened"));
        heard.line.send("a");
        heard.line.send("b");
        await().atMost(LIMIT).until(() -> heard.told.contains("line b!"));
        assertThat(heard.told).containsExactly("opened", "line a!", "line b!");
        accepted.forEach(Line::close);
        await().atMost(LIMIT).until(() -> heard.told.contains("BROKEN"));
        listening.close();
        Heard late = connect("127.0.0.1:" + listening.port());
        await().atMost(LIMIT).until(() -> !late.told.isEmpty());
        assertThat(late.told).containsExactly("REFUSED");
    }

    @Test
    void aNameThatIsUnknownAndAnAddressWithoutAPortSayNothing() {
        for (String address : List.of("no-such-host.invalid:1", "nonsense", "127.0.0.1:99999")) {
            Heard heard = connect(address);
            await().atMost(LIMIT).until(() -> !heard.told.isEmpty());
            assertThat(heard.told).as(address).containsExactly("UNREACHABLE");
        }
    }

    @Test
    void whoDoesNotAnswerIsUnreachable() throws IOException {
        // The queue of one that accepts nobody is soon full, and then nothing answers any more.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket();
                Socket second = new Socket()) {
            first.connect(full.getLocalSocketAddress());
            second.connect(full.getLocalSocketAddress());
            Heard heard = connect("127.0.0.1:" + full.getLocalPort(), Duration.ofMillis(300));
            await().atMost(LIMIT).until(() -> !heard.told.isEmpty());
            assertThat(heard.told).containsExactly("UNREACHABLE");
        }
    }

    @Test
    void aStrangersEndlessLineEndsTheConnection() throws IOException {
        Network.Listening listening = listen();
        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), listening.port())) {
            stranger.getOutputStream().write("x".repeat(2_000).getBytes(UTF_8));
            await().atMost(LIMIT).until(() -> served.contains("BROKEN"));
            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoReadsNoAnswersIsNotListenedTo() throws IOException {
        ByteBuffer line = ByteBuffer.wrap(("x".repeat(400) + "\n").getBytes(UTF_8));
        try (SocketChannel stranger =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), listen().port()))) {
            stranger.configureBlocking(false);
            AtomicLong sent = new AtomicLong();
            await().atMost(LIMIT).during(Duration.ofSeconds(1)).until(() -> {
                long before = sent.get();
                for (int written = 1; written > 0 && sent.get() < MUCH; sent.addAndGet(written)) {
                    if (!line.hasRemaining()) {
                        line.rewind();
                    }
                    written = stranger.write(line);
                }
                return sent.get() == before;
            });
            assertThat(sent.get()).isLessThan(MUCH);
        }
    }

    @Test
    void aPortThatIsInUseIsAnError() throws IOException {
        int port = listen().port();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> network.listen("127.0.0.1", port, line -> new Heard(), why -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    private Network.Listening listen() throws IOException {
        return network.listen(
                "127.0.0.1",
                0,
                line -> {
                    accepted.add(line);
                    return new LineListener() {
                        @Override
                        public void line(String text) {
                            served.add(text);
                            line.send(text + "!");
                        }

                        @Override
                        public void ended(End why) {
                            served.add(why.name());
                        }
                    };
                },
                served::add);
    }

    private Heard connect(String address) {
        return connect(address, Duration.ofSeconds(10));
    }

    private Heard connect(String address, Duration timeout) {
        Heard heard = new Heard();
        heard.line = network.connect(address, timeout, heard);
        return heard;
    }

    private static final class Heard implements LineListener {
        final List<String> told = new CopyOnWriteArrayList<>();

        @SuppressWarnings("NullAway.Init")
        Line line;

        @Override
        public void opened() {
            told.add("opened");
        }

        @Override
        public void line(String text) {
            told.add("line " + text);
        }

        @Override
        public void ended(End why) {
            told.add(why.name());
        }
    }
}
