package io.haservices.storage.s3;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says what the server said, and what can be done about it (ST-09). */
final class Reasons {
    private static final Set<String> WRONG_KEYS = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "TokenRefreshRequired");
    private static final Set<String> WRONG_REGION = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");

    private final S3Root root;
    private final S3Clients clients;

    Reasons(S3Root root, S3Clients clients) {
        this.root = root;
        this.clients = clients;
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
        return e.statusCode() == 404 && !code(e).equals("NoSuchBucket");
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
        return cause(e, ConnectException.class).isEmpty()
                && cause(e, UnknownHostException.class).isEmpty()
                && !noCredentials(e);
    }

    static String code(S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    String of(Exception e) {
        if (e instanceof S3Exception answered) {
            return answered(answered);
        }
        if (e instanceof SdkException failed) {
            return unanswered(failed);
        }
        return message(e);
    }

    private String answered(S3Exception e) {
        String code = code(e);
        String said = "the server at " + where() + " answered " + e.statusCode() + (code.isEmpty() ? "" : " " + code)
                + words(e) + (e.requestId() == null ? "" : " (request " + e.requestId() + ")") + ".";
        if (code.equals("NoSuchBucket")) {
            return "there is no bucket '" + root.bucket() + "'; " + said
                    + " Create it, or correct 'high-availability.storageDir'.";
        }
        if (code.equals("NoSuchUpload")) {
            return "its upload was aborted before it had ended, as 'ha fsck --repair' does with those of older terms and"
                    + " a lifecycle rule of the bucket with old ones; " + said
                    + " Nothing was written; if this process still leads, write again.";
        }
        if (WRONG_KEYS.contains(code)) {
            return "the credentials are wrong; " + said + " Check '" + S3Options.ACCESS_KEY.key() + "' and '"
                    + S3Options.SECRET_KEY.key() + "', or what the SDK's default chain finds.";
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return "the clock of this machine is wrong; " + said + " Set it.";
        }
        if (WRONG_REGION.contains(code) || e.statusCode() == 301) {
            Optional<String> region = e.awsErrorDetails() == null
                    ? Optional.empty()
                    : e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
            return "the region is wrong; " + said + " Set '" + S3Options.REGION.key() + "'"
                    + region.map(name -> " to '" + name + "'").orElse("") + ".";
        }
        if (e.statusCode() == 403 || e.statusCode() == 401) {
            return "permission denied; " + said
                    + " Grant this identity reading, writing, listing and deleting in bucket '" + root.bucket()
                    + "' beneath '" + root.prefix() + "'.";
        }
        return said;
    }

    private String unanswered(SdkException e) {
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return "no answer from " + where() + " within "
                    + clients.configuration().get(S3Options.REQUEST_TIMEOUT).toMillis() + " ms ('"
                    + S3Options.REQUEST_TIMEOUT.key() + "').";
        }
        if (e instanceof AbortedException) {
            return "the calling thread was interrupted.";
        }
        if (noCredentials(e)) {
            return "no credentials were found. Set '" + S3Options.ACCESS_KEY.key() + "' and '"
                    + S3Options.SECRET_KEY.key()
                    + "', or what the AWS SDK looks for, such as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
        }
        if (message(e).contains("Unable to load region")) {
            return "no region was found. Set '" + S3Options.REGION.key() + "'.";
        }
        Optional<UnknownHostException> unknown = cause(e, UnknownHostException.class);
        if (unknown.isPresent()) {
            return "cannot reach " + where() + ": the host name " + message(unknown.get()) + " is not known. Check '"
                    + S3Options.ENDPOINT.key() + "' and '" + S3Options.REGION.key() + "'.";
        }
        Optional<? extends IOException> io = cause(e, SSLException.class)
                .<IOException>map(tls -> tls)
                .or(() -> cause(e, ConnectException.class))
                .or(() -> cause(e, SocketTimeoutException.class))
                .or(() -> cause(e, IOException.class));
        return io.map(failed -> "cannot reach " + where() + ": " + message(failed) + ". Check '"
                        + S3Options.ENDPOINT.key() + "', and whether the server runs.")
                .orElseGet(() -> message(e));
    }

    private static boolean noCredentials(SdkException e) {
        return message(e).contains("Unable to load credentials");
    }

    private String where() {
        return clients.endpoint()
                .map(String::valueOf)
                .orElseGet(() -> "Amazon S3"
                        + clients.configuration()
                                .find(S3Options.REGION)
                                .map(region -> " in " + region)
                                .orElse(""));
    }

    private static String words(S3Exception e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String words = details == null ? null : details.errorMessage();
        return words == null || words.isEmpty() ? "" : ": " + words.replaceAll("\\.$", "");
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        @Nullable Throwable at = e;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
