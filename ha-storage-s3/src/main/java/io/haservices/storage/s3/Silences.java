package io.haservices.storage.s3;

import io.haservices.config.ConfigOption;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why there was no answer, or none that counts, and what can be done about it. */
final class Silences {
    /** Of our own failure for an answer that hides an error, or that no S3 server would give. */
    static final String UNCONFIRMED = "an answer of status 200 without what an S3 server answers";

    private static final String CHECK_ENDPOINT = " Check '" + S3Options.ENDPOINT.key() + "'";

    private final S3Clients clients;

    Silences(S3Clients clients) {
        this.clients = clients;
    }

    static boolean noCredentials(SdkException e) {
        return Causes.message(e).contains("Unable to load credentials");
    }

    String of(SdkException e) {
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return "no answer from " + clients.where() + within(S3Options.REQUEST_TIMEOUT) + ".";
        }
        if (e instanceof AbortedException) {
            return "the calling thread was interrupted.";
        }
        if (Causes.message(e).equals(UNCONFIRMED)) {
            return "the answer of " + clients.where() + " has status 200 but not what an S3 server answers, or its body"
                    + " holds an error." + CHECK_ENDPOINT + ".";
        }
        if (noCredentials(e)) {
            return "no credentials were found. Set '" + S3Options.ACCESS_KEY.key() + "' and '"
                    + S3Options.SECRET_KEY.key()
                    + "', or what the AWS SDK looks for, such as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
        }
        if (Causes.message(e).contains("Unable to load region")) {
            return "no region was found. Set '" + S3Options.REGION.key() + "'.";
        }
        return Causes.find(e, IOException.class).map(any -> unreachable(e)).orElseGet(() -> Causes.message(e));
    }

    private String unreachable(SdkException e) {
        String place = "cannot reach " + clients.where();
        Optional<UnknownHostException> unknown = Causes.find(e, UnknownHostException.class);
        if (unknown.isPresent()) {
            return place + ": the host name " + Causes.message(unknown.get()) + " is not known." + CHECK_ENDPOINT
                    + " and '" + S3Options.REGION.key() + "', and '" + S3Options.PATH_STYLE.key()
                    + "' if the bucket is part of that name.";
        }
        Optional<SSLException> tls = Causes.find(e, SSLException.class);
        if (tls.isPresent()) {
            return "no TLS with " + clients.where() + ": " + Causes.message(tls.get())
                    + ". Let the JVM trust the authority of its certificate (-Djavax.net.ssl.trustStore=FILE), or"
                    + " correct '" + S3Options.ENDPOINT.key() + "': http:// if the server speaks no TLS.";
        }
        if (Causes.find(e, ConnectTimeoutException.class).isPresent()) {
            return place + within(S3Options.CONNECT_TIMEOUT) + "." + CHECK_ENDPOINT
                    + ", the network, and whether the server runs; one that speaks no TLS may be silent to https.";
        }
        if (Causes.find(e, SocketTimeoutException.class).isPresent()) {
            return silent();
        }
        String why = Causes.find(e, ConnectException.class)
                .<IOException>map(refused -> refused)
                .or(() -> Causes.find(e, IOException.class))
                .map(Causes::message)
                .orElse("");
        return place + ": " + why + "." + CHECK_ENDPOINT + ", and whether the server runs.";
    }

    /** A connection that was given up. */
    String silent() {
        return clients.where() + " sent nothing" + within(S3Options.SOCKET_TIMEOUT) + ".";
    }

    private String within(ConfigOption<Duration> option) {
        return " within " + clients.configuration().get(option).toMillis() + " ms ('" + option.key() + "')";
    }
}
