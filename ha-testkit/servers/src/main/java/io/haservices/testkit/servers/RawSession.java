package io.haservices.testkit.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;

/** A session in ZooKeeper's own protocol, with the few requests that a fixture needs, so that it needs no client jar. */
final class RawSession implements AutoCloseable {
    static final byte[] NO_PASSWORD = new byte[16];
    private static final long PASSWORD_SEED = 0xB3415C00L;
    private static final int ANSWER_MILLIS = 20_000;
    private static final int CLOSE_SESSION = -11;

    private final Socket socket = new Socket();
    private DataInputStream in = new DataInputStream(DataInputStream.nullInputStream());
    private long id;
    private int lastRequest;

    private RawSession() {}

    /**
     * Opens a new session (id 0), or goes on with an existing one.
     *
     * @param timeout of the session; the server takes the nearest that it allows
     */
    static RawSession connect(InetSocketAddress server, long id, byte[] password, Duration timeout) throws IOException {
        RawSession session = new RawSession();
        try {
            session.open(server, id, password, Math.toIntExact(timeout.toMillis()));
            return session;
        } catch (IOException e) {
            session.close();
            throw e;
        }
    }

    /** Servers make the password of a session from nothing but its id. */
    static byte[] passwordOf(long id) {
        byte[] password = new byte[16];
        new Random(id ^ PASSWORD_SEED).nextBytes(password);
        return password;
    }

    /** The id of the session, 0 if the server doesn't know the session that was to go on. */
    long id() {
        return id;
    }

    /** Ends the session; returns when the servers have agreed on that. */
    void end() throws IOException {
        request(CLOSE_SESSION, new byte[0]);
    }

    /** Sends a request and returns the error code of its answer, 0 for success. */
    int request(int type, byte[] body) throws IOException {
        int number = ++lastRequest;
        send(out -> {
            out.writeInt(number);
            out.writeInt(type);
            out.write(body);
        });
        while (true) {
            int length = in.readInt();
            int answered = in.readInt();
            in.readLong();
            int error = in.readInt();
            in.skipNBytes(length - 16L);
            if (answered == number) {
                return error;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void open(InetSocketAddress server, long wanted, byte[] password, int sessionMillis) throws IOException {
        socket.connect(server, ANSWER_MILLIS);
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        send(out -> {
            out.writeInt(0);
            out.writeLong(0);
            out.writeInt(sessionMillis);
            out.writeLong(wanted);
            out.writeInt(password.length);
            out.write(password);
            out.writeBoolean(false);
        });
        int length = in.readInt();
        in.readInt();
        in.readInt();
        id = in.readLong();
        in.skipNBytes(length - 16L);
    }

    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private void send(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(new DataOutputStream(bytes));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        DataOutputStream framed = new DataOutputStream(packet);
        framed.writeInt(bytes.size());
        bytes.writeTo(framed);
        out.write(packet.toByteArray());
    }
}
