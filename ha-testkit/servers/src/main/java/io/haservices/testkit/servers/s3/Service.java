package io.haservices.testkit.servers.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From a request to its answer, or to its fault. */
final class Service {
    private static final DateTimeFormatter SIGNED_AT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration SKEW = Duration.ofMinutes(15);

    private final Behaviour behaviour;
    private final Faults faults;
    private final Map<String, Objects> buckets;
    private final Consumer<Received> log;
    private final Path folder;
    private final Operations operations;

    Service(Behaviour behaviour, Faults faults, Map<String, Objects> buckets, Consumer<Received> log, Path folder) {
        this.behaviour = behaviour;
        this.faults = faults;
        this.buckets = buckets;
        this.log = log;
        this.folder = folder;
        this.operations = new Operations(behaviour);
    }

    void serve(HttpExchange exchange) throws IOException {
        try {
            Call call = Call.of(exchange, folder);
            log.accept(call.received());
            answer(call, faults.next(call.operation()));
        } catch (RuntimeException e) {
            send(exchange, Answer.error(500, "InternalError"), null);
            throw e;
        } finally {
            exchange.close();
        }
    }

    private void answer(Call call, @Nullable Fault fault) throws IOException {
        if (fault instanceof Fault.DropBefore) {
            return;
        }
        if (fault instanceof Fault.Hang) {
            faults.awaitHealing();
            return;
        }
        if (fault instanceof Fault.Slow slow) {
            pause(slow);
        }
        boolean idle =
                fault instanceof Fault.Refuse || (fault instanceof Fault.ErrorInBody error && !error.carriedOut());
        Answer answer = idle ? Answer.ok() : perform(call);
        if (fault instanceof Fault.DropAfter) {
            return;
        }
        send(call.exchange(), disguised(answer, fault), fault);
    }

    private static Answer disguised(Answer answer, @Nullable Fault fault) {
        if (fault instanceof Fault.Refuse refusal) {
            return Answer.error(refusal.status(), refusal.code());
        }
        if (fault instanceof Fault.RefuseAfter refusal) {
            return Answer.error(refusal.status(), refusal.code());
        }
        if (fault instanceof Fault.ErrorInBody error) {
            Answer hidden = Answer.error(500, error.code());
            return new Answer(200, hidden.headers(), hidden.length(), hidden.body());
        }
        return answer;
    }

    private Answer perform(Call call) {
        String[] credential = call.credential();
        if (!credential[0].equals(behaviour.accessKey)) {
            return Answer.error(403, credential[0].isEmpty() ? "AccessDenied" : "InvalidAccessKeyId");
        }
        if (!credential[1].equals(behaviour.region)) {
            return Answer.error(400, "AuthorizationHeaderMalformed").with("x-amz-bucket-region", behaviour.region);
        }
        Instant signed = SIGNED_AT.parse(call.header("x-amz-date"), Instant::from);
        if (Duration.between(signed, Instant.now().plus(behaviour.clockAhead))
                        .abs()
                        .compareTo(SKEW)
                > 0) {
            return Answer.error(403, "RequestTimeTooSkewed");
        }
        Objects bucket = buckets.get(call.bucket());
        if (bucket == null) {
            return Answer.error(404, "NoSuchBucket");
        }
        if (!behaviour.permits(call.method(), call.key().isEmpty() ? call.query("prefix") : call.key())) {
            return Answer.error(403, "AccessDenied");
        }
        if (!behaviour.hasRoom(bucket, call.key(), call.body().length())) {
            return Answer.error(403, "QuotaExceeded");
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
                        || call.header("content-encoding").contains("aws-chunked"));
    }

    private static void pause(Fault.Slow slow) {
        try {
            Thread.sleep(slow.delay().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, Answer answer, @Nullable Fault fault) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(answer.length()));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.length() == 0 ? -1 : answer.length());
        if (answer.length() == 0) {
            return;
        }
        try (InputStream body = answer.body().get()) {
            OutputStream out = exchange.getResponseBody();
            if (fault instanceof Fault.Cut cut) {
                out.write(body.readNBytes(cut.after()));
                out.flush();
            } else if (fault instanceof Fault.Stall stall) {
                out.write(body.readNBytes(stall.after()));
                out.flush();
                faults.awaitHealing();
            } else {
                body.transferTo(out);
                out.close();
            }
        }
    }
}
