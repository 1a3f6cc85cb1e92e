package io.haservices.storage.s3;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what the server said, and what can be done about it (ST-09). */
final class Reasons {
    private static final List<Class<? extends IOException>> NEVER_SENT = List.of(
            ConnectException.class,
            ConnectTimeoutException.class,
            UnknownHostException.class,
            SSLHandshakeException.class);

    private final S3Root root;
    private final Refusals refusals;
    private final Silences silences;

    Reasons(S3Root root, S3Clients clients) {
        this.root = root;
        this.refusals = new Refusals(root, clients);
        this.silences = new Silences(clients);
    }

    /** {@code what} is a sentence without its end, such as "cannot list". */
    StorageException failure(String what, Exception e) {
        return new StorageException(what + " " + root.uri() + ": " + of(e), e);
    }

    StorageException failure(String what, BlobName name, Exception e) {
        return failure(what + " the blob '" + name + "' of", e);
    }

    MissingBlobException missing(BlobName name) {
        return new MissingBlobException("there is no blob '" + name + "' in " + root.uri() + " (key '" + root.key(name)
                + "' of bucket '" + root.bucket() + "').");
    }

    /** Whether the server has nothing at this key, which is another thing than having no such bucket. */
    static boolean meansAbsent(S3Exception e) {
        return e.statusCode() == 404 && !Refusals.code(e).equals("NoSuchBucket");
    }

    /**
     * Whether the request may have been carried out although it failed: nothing but a definite refusal, or a connection that
     * never came about, rules that out.
     */
    static boolean mayHaveTakenEffect(SdkException e) {
        if (e instanceof S3Exception answered) {
            int status = answered.statusCode();
            return status >= 500 || status == 408 || status < 300;
        }
        return NEVER_SENT.stream().allMatch(type -> Causes.find(e, type).isEmpty()) && !Silences.noCredentials(e);
    }

    String of(Exception e) {
        if (e instanceof S3Exception answered) {
            return refusals.of(answered);
        }
        if (e instanceof SdkException failed) {
            return silences.of(failed);
        }
        return e instanceof SocketTimeoutException ? silences.silent() : Causes.message(e);
    }
}
