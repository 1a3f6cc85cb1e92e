package io.haservices.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.haservices.cli.CommandRunner.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** What is shown of servers that say little, nothing, or something else. */
class ZooKeeperStatusTest {
    @Test
    void needsTheNamesOfTheServers() {
        Result none = CommandRunner.unconfigured().run("zookeeper", "status");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("high-availability.zookeeper.quorum");
        assertThat(none.out()).isEmpty();
        assertThat(status("zk1:port,zk2").code()).isEqualTo(2);
    }

    @Test
    void tellsThatNothingListensOrNobodyKnowsTheName() {
        Result result = status("127.0.0.1:1,nobody.invalid:2181");
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.json().path("schema").asInt()).isEqualTo(1);
        assertThat(result.json().path("serving").asInt()).isZero();
        assertThat(result.json().path("leader").isNull()).isTrue();
        assertThat(result.json().at("/servers/0/notes/0").asText()).contains("connection refused");
        assertThat(result.json().at("/servers/1/notes/0").asText()).contains("no address is known");
        assertThat(result.json().at("/servers/1/answers").asBoolean()).isFalse();
    }

    @Test
    void waitsNoLongerThanItsTimeLimit() throws IOException {
        try (ServerSocket silent = listening()) {
            long begin = System.nanoTime();
            Result result = status("127.0.0.1:" + silent.getLocalPort(), "--timeout", "500ms");
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.json().at("/servers/0/notes/0").asText()).isEqualTo("no answer within 500 ms");
            assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
        }
    }

    @Test
    void saysWhenSomethingElseListens() throws Exception {
        assertThat(noteOn("HTTP/1.1 400 Bad Request\r\n")).contains("no ZooKeeper server", "HTTP/1.1 400");
        assertThat(noteOn("")).contains("hung up without an answer");
    }

    @Test
    void saysWhenAServerHasNoQuorum() throws Exception {
        assertThat(noteOn("This ZooKeeper instance is not currently serving requests\n"))
                .isEqualTo("serves nobody: it has no quorum");
    }

    /** The note on a server that answers everything with this text. */
    private static String noteOn(String answer) throws Exception {
        Thread thread;
        String note;
        try (ServerSocket server = listening()) {
            thread = new Thread(() -> answer(server, answer), "answers-everything");
            thread.start();
            Result result = status("127.0.0.1:" + server.getLocalPort());
            assertThat(result.code()).isEqualTo(5);
            JsonNode notes = result.json().at("/servers/0/notes");
            assertThat(notes).hasSize(1);
            note = notes.path(0).asText();
        }
        thread.join();
        return note;
    }

    private static void answer(ServerSocket server, String text) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                byte[] word = socket.getInputStream().readNBytes(4);
                assertThat(word).hasSize(4);
                socket.getOutputStream().write(text.getBytes(US_ASCII));
            } catch (IOException closed) {
                // The next one, if the server is still open.
            }
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static Result status(String quorum, String... options) {
        String[] words = new String[options.length + 6];
        System.arraycopy(options, 0, words, 6, options.length);
        words[0] = "zookeeper";
        words[1] = "status";
        words[2] = "-o";
        words[3] = "json";
        words[4] = "-D";
        words[5] = "high-availability.zookeeper.quorum=" + quorum;
        return CommandRunner.unconfigured().run(words);
    }
}
