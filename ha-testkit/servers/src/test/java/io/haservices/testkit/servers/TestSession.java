package io.haservices.testkit.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A client with just enough of ZooKeeper's protocol to see whether a server works. */
final class TestSession implements AutoCloseable {
    private static final int NO_NODE = -101;
    private static final int CREATE = 1;
    private static final int EXISTS = 3;
    private static final int EVERYTHING_FOR_EVERYBODY = 31;

    private final RawSession session;

    TestSession(InetSocketAddress server) throws IOException {
        this(server, Duration.ofSeconds(60));
    }

    TestSession(InetSocketAddress server, Duration timeout) throws IOException {
        session = RawSession.connect(server, 0, RawSession.NO_PASSWORD, timeout);
    }

    long id() {
        return session.id();
    }

    void create(String path, boolean ephemeral) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        writeText(out, path);
        out.writeInt(0);
        out.writeInt(1);
        out.writeInt(EVERYTHING_FOR_EVERYBODY);
        writeText(out, "world");
        writeText(out, "anyone");
        out.writeInt(ephemeral ? 1 : 0);
        int error = session.request(CREATE, bytes.toByteArray());
        if (error != 0) {
            throw new IOException("create " + path + ": error " + error);
        }
    }

    boolean exists(String path) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        writeText(out, path);
        out.writeBoolean(false);
        int error = session.request(EXISTS, bytes.toByteArray());
        if (error != 0 && error != NO_NODE) {
            throw new IOException("exists " + path + ": error " + error);
        }
        return error == 0;
    }

    @Override
    public void close() throws IOException {
        session.close();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
