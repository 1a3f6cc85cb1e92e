package io.haservices.storage.s3.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server in this JVM that keeps objects in memory, and fails as it is told to. Signatures are not checked. */
public final class S3Server implements AutoCloseable {
    static {
        // Else each answer waits for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "s3-test-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Objects> buckets = new ConcurrentHashMap<>();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour = new Behaviour();
    private final Operations operations = new Operations(behaviour);

    private S3Server(HttpServer http) {
        this.http = http;
    }

    /** On a port of its own at the loopback address, with one bucket. */
    public static S3Server start(String bucket) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
            S3Server server = new S3Server(http);
            server.buckets.put(bucket, new Objects());
            http.createContext("/", server::serve);
            http.setExecutor(server.threads);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** How it differs from others. */
    public Behaviour behaviour() {
        return behaviour;
    }

    /** The next so many requests of this operation, for instance {@code PutObject}, meet this fault. */
    public void next(String operation, int times, Fault fault) {
        Queue<Fault> queue = faults.computeIfAbsent(operation, any -> new ArrayDeque<>());
        synchronized (queue) {
            for (int i = 0; i < times; i++) {
                queue.add(fault);
            }
        }
    }

    /** Ends all faults. */
    public void heal() {
        faults.clear();
    }

    /** How many requests of an operation there were. */
    public long calls(String operation) {
        return calls.stream().filter(operation::equals).count();
    }

    /** How many uploads are neither complete nor aborted. */
    public int pendingUploads(String bucket) {
        return objects(bucket).uploads("", "").size();
    }

    /** How many objects there are, of blobs and others. */
    public int objectCount(String bucket) {
        return objects(bucket).keys("", "", Integer.MAX_VALUE - 1).size();
    }

    /** An upload of which nothing will come. */
    public void abandonUpload(String bucket, String key) {
        String id = objects(bucket).begin(key, Map.of());
        objects(bucket).part(id, 1, new byte[100]);
    }

    private Objects objects(String bucket) {
        return java.util.Objects.requireNonNull(buckets.get(bucket));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try {
            Call call = Call.of(exchange);
            calls.add(call.operation());
            answer(call, next(call.operation()));
        } catch (RuntimeException e) {
            send(exchange, Answer.error(500, "InternalError"), Integer.MAX_VALUE);
            throw e;
        } finally {
            exchange.close();
        }
    }

    private void answer(Call call, @Nullable Fault fault) throws IOException {
        if (fault instanceof Fault.DropBefore) {
            return;
        }
        if (fault instanceof Fault.Refuse refusal) {
            send(call.exchange(), Answer.error(refusal.status(), refusal.code()), Integer.MAX_VALUE);
            return;
        }
        if (fault instanceof Fault.Slow slow) {
            pause(slow);
        }
        Answer answer = perform(call);
        if (fault instanceof Fault.DropAfter) {
            return;
        }
        if (fault instanceof Fault.RefuseAfter refusal) {
            answer = Answer.error(refusal.status(), refusal.code());
        }
        if (fault instanceof Fault.ErrorInBody error) {
            answer = new Answer(200, Map.of(), Answer.error(500, error.code()).body());
        }
        send(call.exchange(), answer, fault instanceof Fault.Cut cut ? cut.after() : Integer.MAX_VALUE);
    }

    private Answer perform(Call call) {
        String[] credential = call.credential();
        if (!credential[0].equals(behaviour.accessKey)) {
            return Answer.error(403, "InvalidAccessKeyId");
        }
        if (!credential[1].equals(behaviour.region)) {
            return Answer.error(400, "AuthorizationHeaderMalformed").with("x-amz-bucket-region", behaviour.region);
        }
        Objects bucket = buckets.get(call.bucket());
        if (bucket == null) {
            return Answer.error(404, "NoSuchBucket");
        }
        if (!behaviour.permits(call.method(), call.key())) {
            return Answer.error(403, "AccessDenied");
        }
        if (behaviour.refusesNewerChecksums && newer(call)) {
            return Answer.error(400, "XAmzContentSHA256Mismatch");
        }
        return operations.perform(call, bucket);
    }

    /** The SDK cannot do without on DeleteObjects, where it sends the older one as well. */
    private static boolean newer(Call call) {
        return !call.operation().equals("DeleteObjects")
                && (!call.header("x-amz-sdk-checksum-algorithm").isEmpty()
                        || !call.header("x-amz-trailer").isEmpty()
                        || call.header("Content-Encoding").contains("aws-chunked"));
    }

    private static void pause(Fault.Slow slow) {
        try {
            Thread.sleep(slow.delay().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Fault next(String operation) {
        Queue<Fault> queue = faults.get(operation);
        if (queue == null) {
            return null;
        }
        synchronized (queue) {
            return queue.poll();
        }
    }

    private static void send(HttpExchange exchange, Answer answer, int cut) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body();
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, Math.min(cut, body.length));
            out.flush();
            if (cut >= body.length) {
                out.close();
            }
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
