package io.haservices.etcd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server on the loopback address that knows SRV records, as texts {@code priority weight port host}. */
final class DnsServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int SRV = 33;
    private static final int INTERNET = 1;
    private static final int ANSWER = 0x8180;
    private static final int NO_SUCH_NAME = 3;

    private final Map<String, List<String>> records = new ConcurrentHashMap<>();
    private final DatagramSocket socket;

    private DnsServer(DatagramSocket socket) {
        this.socket = socket;
    }

    static DnsServer start() {
        try {
            DnsServer server = new DnsServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(server::serve, "dns");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(String name, String... answers) {
        records.put(name, List.of(answers));
    }

    /** For JNDI. */
    String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    /** From now on nobody answers. */
    void stop() {
        socket.close();
    }

    @Override
    public void close() {
        stop();
    }

    private void serve() {
        DatagramPacket question = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                socket.receive(question);
                byte[] answer = answer(Arrays.copyOf(question.getData(), question.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        for (; question[at] != 0; at += question[at] + 1) {
            name.append(name.length() == 0 ? "" : ".").append(new String(question, at + 1, question[at], US_ASCII));
        }
        List<String> found = records.getOrDefault(name.toString(), List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(ByteBuffer.wrap(question).getShort());
        out.writeShort(ANSWER + (records.containsKey(name.toString()) ? 0 : NO_SUCH_NAME));
        out.writeShort(1);
        out.writeShort(found.size());
        out.writeInt(0);
        // The question, with its type and class.
        out.write(question, HEADER, at + 5 - HEADER);
        for (String record : found) {
            write(record.split(" "), out);
        }
        return bytes.toByteArray();
    }

    private static void write(String[] record, DataOutputStream out) throws IOException {
        ByteArrayOutputStream host = new ByteArrayOutputStream();
        for (String label : record[3].split("\\.")) {
            host.write(label.length());
            host.write(label.getBytes(US_ASCII));
        }
        host.write(0);
        // The name of the question again.
        out.writeShort(0xC000 + HEADER);
        out.writeShort(SRV);
        out.writeShort(INTERNET);
        out.writeInt(0);
        out.writeShort(6 + host.size());
        for (int i = 0; i < 3; i++) {
            out.writeShort(Integer.parseInt(record[i]));
        }
        out.write(host.toByteArray());
    }
}
