package io.haservices.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process of s3proxy, an S3 server by others, that keeps its objects in memory and checks every signature. Its
 * {@code If-Match} is not atomic. It dies with this JVM. Not for use by several threads.
 */
public final class S3Proxy implements AutoCloseable {
    /** The system property that names the folder with the jars of s3proxy and of all it needs. */
    public static final String FOLDER_PROPERTY = "ha.test.s3proxy.jars";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ServerProcess process;
    private final InetSocketAddress address;
    private final TemporaryFolder folder;

    private S3Proxy(ServerProcess process, InetSocketAddress address, TemporaryFolder folder) {
        this.process = process;
        this.address = address;
        this.folder = folder;
    }

    /**
     * Starts it with no bucket and one key; returns when it listens.
     *
     * @throws IllegalStateException when it does not come up, with its log
     */
    public static S3Proxy start(String accessKey, String secretKey) {
        InetSocketAddress address = Ports.freeAt(InetAddress.getLoopbackAddress());
        TemporaryFolder folder = TemporaryFolder.create("ha-s3proxy-");
        Path log = folder.path().resolve("log");
        try {
            Path settings = Files.writeString(
                    folder.path().resolve("s3proxy.properties"),
                    String.join(
                            "\n",
                            "s3proxy.authorization=aws-v4",
                            "s3proxy.identity=" + accessKey,
                            "s3proxy.credential=" + secretKey,
                            "s3proxy.endpoint=http://127.0.0.1:" + address.getPort(),
                            "jclouds.provider=transient-nio2",
                            "jclouds.identity=local",
                            "jclouds.credential=local",
                            ""));
            ServerProcess process = ServerProcess.start(
                    jars(),
                    // It sends the error stream to its log, which by default is the error stream.
                    List.of("-Xmx256m", "-Dorg.slf4j.simpleLogger.logFile=System.out"),
                    log,
                    List.of("org.gaul.s3proxy.Main", "--properties", settings.toString()));
            S3Proxy proxy = new S3Proxy(process, address, folder);
            if (!Patience.until(PATIENCE, () -> !process.isAlive() || proxy.listens()) || !process.isAlive()) {
                String told = Files.readString(log);
                proxy.close();
                throw new IllegalStateException("s3proxy does not listen. Its log:\n" + told);
            }
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jars() throws IOException {
        String folder = System.getProperty(FOLDER_PROPERTY, "");
        if (folder.isBlank()) {
            throw new IllegalStateException(
                    "no folder with the jars of s3proxy is given: set -D" + FOLDER_PROPERTY + "=FOLDER");
        }
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills the process; does nothing if it is closed. */
    @Override
    public void close() {
        process.kill();
        Ports.release(address);
        folder.delete();
    }
}
