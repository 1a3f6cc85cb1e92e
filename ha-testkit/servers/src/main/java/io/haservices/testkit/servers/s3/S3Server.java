package io.haservices.testkit.servers.s3;

import com.sun.net.httpserver.HttpServer;
import io.haservices.testkit.servers.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server in this JVM that speaks as much of S3's protocol as a storage needs, and fails as it is told to. It listens at the
 * loopback address on a port of its own; other processes reach it there. Objects are kept in temporary files until it is
 * closed. Signatures are not checked, but access key, region and clock are. Methods may be called by any thread and don't
 * wait. With {@link #main} it is a process of its own.
 */
public final class S3Server implements AutoCloseable {
    /** The id of the access key that is known. */
    public static final String ACCESS_KEY = "test-key";

    /** Goes with {@link #ACCESS_KEY}; any other would do as well. */
    public static final String SECRET_KEY = "test-secret";

    static {
        // Else each answer waits for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final String scheme;
    private final Path folder;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "s3-test-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Objects> buckets = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour = new Behaviour();
    private final Faults faults = new Faults();
    private final Thread atExit = new Thread(this::deleteFolder, "s3-test-server-at-exit");

    private S3Server(HttpServer http, String scheme, Path folder) {
        this.http = http;
        this.scheme = scheme;
        this.folder = folder;
    }

    /** With these buckets. */
    public static S3Server start(String... buckets) {
        return start(0, null, buckets);
    }

    /** With these buckets, speaking TLS. */
    public static S3Server startTls(TlsIdentity identity, String... buckets) {
        return start(0, identity, buckets);
    }

    private static S3Server start(int port, @Nullable TlsIdentity identity, String... buckets) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            HttpServer http = identity == null ? HttpServer.create(address, 128) : Tls.server(address, identity);
            Path folder = Files.createTempDirectory("ha-s3-");
            S3Server server = new S3Server(http, identity == null ? "http" : "https", folder);
            for (String bucket : buckets) {
                server.createBucket(bucket);
            }
            Service service =
                    new Service(server.behaviour, server.faults, server.buckets, server.received::add, folder);
            http.createContext("/", service::serve);
            http.setExecutor(server.threads);
            http.start();
            Runtime.getRuntime().addShutdownHook(server.atExit);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start an S3 server", e);
        }
    }

    /**
     * Runs until the standard input ends, so that the process dies with whoever started it. Prints {@code endpoint=URI} as
     * its first line.
     *
     * @param arguments the port, 0 for a free one, then the names of the buckets
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            System.err.println("arguments: the port (0 for a free one), then the names of the buckets");
            System.exit(2);
        }
        String[] buckets = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
        try (S3Server server = start(Integer.parseInt(arguments[0]), null, buckets)) {
            System.out.println("endpoint=" + server.endpoint());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create(scheme + "://127.0.0.1:" + http.getAddress().getPort());
    }

    /** How it differs from others. */
    public Behaviour behaviour() {
        return behaviour;
    }

    /** The next so many requests of this operation, for instance {@code PutObject}, meet this fault, after those named before. */
    public void next(String operation, int times, Fault fault) {
        faults.add(operation, times, fault);
    }

    /** Ends all faults that are still to come, and those that hang. */
    public void heal() {
        faults.clear();
    }

    /** How many requests of an operation there were. */
    public long calls(String operation) {
        return received(operation).size();
    }

    /** The requests of an operation so far, in order of their arrival. */
    public List<Received> received(String operation) {
        return received.stream()
                .filter(request -> request.operation().equals(operation))
                .toList();
    }

    /** Makes an empty bucket, unless there is one of this name. */
    public void createBucket(String name) {
        buckets.putIfAbsent(name, new Objects());
    }

    /** The keys of a bucket, sorted. */
    public List<String> keys(String bucket) {
        return objects(bucket).keys("", "", Integer.MAX_VALUE - 1);
    }

    /** The bytes of an object, if there is one. */
    public Optional<byte[]> content(String bucket, String key) {
        return Optional.ofNullable(objects(bucket).get(key))
                .map(stored -> stored.body().bytes());
    }

    /** Puts an object there, as another client would. */
    public void put(String bucket, String key, byte[] content) {
        try {
            Body body = Body.receive(new ByteArrayInputStream(content), folder);
            objects(bucket).put(key, new Objects.Stored(body, Map.of()), there -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many uploads are neither complete nor aborted. */
    public int pendingUploads(String bucket) {
        return objects(bucket).uploads("", "").size();
    }

    /** Begins an upload of which nothing more will come. */
    public void abandonUpload(String bucket, String key) {
        objects(bucket).begin(key, Map.of());
    }

    private Objects objects(String bucket) {
        Objects found = buckets.get(bucket);
        if (found == null) {
            throw new IllegalArgumentException("there is no bucket '" + bucket + "' but " + buckets.keySet());
        }
        return found;
    }

    /** Ends all connections and removes all objects; does nothing if it is closed. */
    @Override
    public void close() {
        faults.clear();
        http.stop(0);
        threads.shutdownNow();
        deleteFolder();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending; the hook finds nothing left to do.
        }
    }

    private synchronized void deleteFolder() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
