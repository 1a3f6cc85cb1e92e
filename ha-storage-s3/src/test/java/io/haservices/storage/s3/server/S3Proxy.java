package io.haservices.storage.s3.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A process of s3proxy that keeps its objects in memory and checks every signature. */
public final class S3Proxy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final URI endpoint;

    private S3Proxy(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** With the jars of a folder, keeping its settings and its log in another one. Returns when it listens. */
    public static S3Proxy start(Path jars, Path folder, String accessKey, String secretKey) {
        try {
            int port = freePort();
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            Path settings = Files.writeString(
                    folder.resolve("s3proxy.properties"),
                    String.join(
                            "\n",
                            "s3proxy.authorization=aws-v4",
                            "s3proxy.identity=" + accessKey,
                            "s3proxy.credential=" + secretKey,
                            "s3proxy.endpoint=" + endpoint,
                            "jclouds.provider=transient-nio2",
                            "jclouds.identity=local",
                            "jclouds.credential=local",
                            ""));
            Path log = folder.resolve("s3proxy.log");
            Path classes = Path.of(S3ProxyMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath());
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",

                            // It sends the error stream to its log, which by default is the error stream.
                            "-Dorg.slf4j.simpleLogger.logFile=System.out",
                            "-cp",
                            classes + ":" + jars + "/*",
                            S3ProxyMain.class.getName(),
                            "--properties",
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            S3Proxy proxy = new S3Proxy(process, endpoint);
            proxy.awaitListening(port, log);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public URI endpoint() {
        return endpoint;
    }

    private void awaitListening(int port, Path log) throws IOException {
        long begin = System.nanoTime();
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                process.destroyForcibly();
                throw new IllegalStateException("s3proxy does not listen. Its log:\n" + Files.readString(log));
            }
            pause();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
