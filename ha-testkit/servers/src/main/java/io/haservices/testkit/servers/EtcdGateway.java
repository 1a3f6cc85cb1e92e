package io.haservices.testkit.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One node's own JSON over HTTP, for what tests ask of etcd beside their clients. */
final class EtcdGateway {
    private static final int OK = 200;

    private final InetSocketAddress address;
    private final int timeoutMillis;

    EtcdGateway(InetSocketAddress address, Duration timeout) {
        this.address = address;
        this.timeoutMillis = (int) timeout.toMillis();
    }

    /** The answer to a GET, or nothing when there is none in time or it is an error. */
    Optional<String> get(String path) {
        try {
            return answer(connection(path)).filter(Answer::isGood).map(Answer::text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The answer to a POST, be it an error. */
    Answer post(String path, String token, String json) {
        try {
            HttpURLConnection connection = connection(path);
            connection.setDoOutput(true);
            if (!token.isEmpty()) {
                connection.setRequestProperty("Authorization", token);
            }
            try (OutputStream out = connection.getOutputStream()) {
                out.write(json.getBytes(UTF_8));
            }
            return answer(connection).orElseThrow(() -> new IOException("no answer"));
        } catch (IOException e) {
            throw new UncheckedIOException("etcd at " + address + " did not answer " + path, e);
        }
    }

    /** What an HTTP request was answered. */
    record Answer(int status, String text) {
        boolean isGood() {
            return status == OK;
        }

        /** A text or number of the answer by its name, wherever it is. */
        Optional<String> field(String name) {
            Matcher matcher =
                    Pattern.compile("\"" + name + "\":\\s*\"?([^\",}]*)").matcher(text);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }

    private HttpURLConnection connection(String path) throws IOException {
        URI uri = URI.create("http://" + ZooKeeperNode.hostAndPort(address) + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        return connection;
    }

    private static Optional<Answer> answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream in = status == OK ? connection.getInputStream() : connection.getErrorStream()) {
            return Optional.of(new Answer(status, in == null ? "" : new String(in.readAllBytes(), UTF_8)));
        }
    }
}
