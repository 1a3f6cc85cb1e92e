package io.haservices.etcd;

import io.grpc.Status;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a failure of a connection looks like in the words of gRPC, of TLS and of etcd, and what it means.
 *
 * @param sign what is among those words
 * @param meaning what is wrong, and what to do
 */
record Symptom(Pattern sign, String meaning) {
    private static final int LONGEST = 300;

    private static final List<Symptom> ALL = List.of(
            of("Connection refused", "nothing listens there"),
            of("Unable to resolve host", "that name has no address"),
            of(
                    "Deadline CallOptions was exceeded",
                    "the address of that name was not found in time; perhaps the name server does not answer"),
            of(
                    "unable to find valid certification path|PKIX path|unable to find valid",
                    "the server's certificate comes from no authority that is trusted here; '"
                            + EtcdOptions.TLS_CA.key() + "' names those that are"),
            of(
                    "No subject alternative|No name matching",
                    "the server's certificate is not for this name or address; name the server as its certificate does"),
            of(
                    "KEY_VALUES_MISMATCH",
                    "'" + EtcdOptions.TLS_KEY.key() + "' is not the key of '" + EtcdOptions.TLS_CERT.key() + "'"),
            of(
                    "BAD_CERTIFICATE|CERTIFICATE_REQUIRED|UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|bad_certificate",
                    "the server wants a certificate of this process that it trusts: '" + EtcdOptions.TLS_CERT.key()
                            + "' and '" + EtcdOptions.TLS_KEY.key() + "'"),
            of(
                    "not an SSL/TLS record|closed while performing TLS",
                    "what listens there speaks no TLS, or no common version of it; without TLS write http://"),
            of(
                    "First received frame was not SETTINGS|HTTP status code|invalid content-type|UNIMPLEMENTED",
                    "what listens there is not the port of an etcd for clients"),
            of(
                    "Network closed for unknown reason|Connection reset|Broken pipe",
                    "the connection was closed from there; should it speak TLS, write https://"),
            of("user name is empty", "etcd wants a login"),
            of(
                    "CallOptions deadline.*was_still_waiting",
                    "it accepts connections, but serves none: it hangs, is starting, or its cluster never had a quorum"),
            of(
                    "CallOptions deadline|context deadline exceeded|etcdserver: (request timed out|no leader)|raft: stopped",
                    "it does not answer; perhaps it hangs, or the servers have no quorum"));

    private static final Pattern NOISE = Pattern.compile(
            " ?Channel Pipeline: \\[[^\\]]*]| ?Hex dump for.*|(?<=not an SSL/TLS record): \\p{XDigit}+|General OpenSslEngine problem:? ?"
                    + "|(?:[a-z]\\w*\\.)+[\\w.$]*Exception: |CallOptions deadline (exceeded after [\\d.]+s).*"
                    + "|Deadline CallOptions (?=was exceeded)");

    /** What was seen, in one line: its meaning, where that is known, and how it was told. */
    static String seen(Status status) {
        StringBuilder told = new StringBuilder(status.getCode().toString());
        if (status.getDescription() != null) {
            told.append(' ').append(status.getDescription());
        }
        Throwable cause = status.getCause();
        for (int depth = 0; cause != null && depth < 4; depth++) {
            String message = cause.getMessage();
            if (message != null && told.indexOf(message) < 0) {
                told.append(": ").append(message);
            }
            cause = cause.getCause();
        }
        String all = told.toString().replaceAll("\\s+", " ").strip();
        String essence = NOISE.matcher(all).replaceAll("$1").replaceAll("[.: ]+$", "");
        String shown = essence.length() > LONGEST ? essence.substring(0, LONGEST) + "..." : essence;
        return ALL.stream()
                .filter(symptom -> symptom.sign.matcher(all).find())
                .findFirst()
                .map(symptom -> symptom.meaning + " (" + shown + ")")
                .orElse(shown);
    }

    private static Symptom of(String sign, String meaning) {
        return new Symptom(Pattern.compile(sign), meaning);
    }
}
