package io.haservices.etcd;

import io.grpc.Status;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a call failed.
 *
 * @param status as gRPC has it
 * @param sent whether the call was handed to a connection; if not, the server has never seen it, nor will it
 */
record Failure(Status status, boolean sent) {
    private static final Set<Status.Code> SAID_NO = EnumSet.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.NOT_FOUND,
            Status.Code.ALREADY_EXISTS,
            Status.Code.PERMISSION_DENIED,
            Status.Code.UNAUTHENTICATED,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.OUT_OF_RANGE,
            Status.Code.UNIMPLEMENTED);

    /** Whether the server answered that it has not done it, so that it will not be done later either. */
    boolean saidNo() {
        // Not among them: "database space exceeded", which etcd also answers after it has applied a change.
        return SAID_NO.contains(status.getCode())
                || says("too many requests")
                || says("received message larger than max");
    }

    boolean isNotFound() {
        return status.getCode() == Status.Code.NOT_FOUND;
    }

    boolean isCompacted() {
        return status.getCode() == Status.Code.OUT_OF_RANGE && says("compacted");
    }

    /** The token of the login has expired, or users were changed since: a new login helps. */
    boolean isStaleToken() {
        return says("invalid auth token") || says("revision of auth store is old");
    }

    boolean isLoginUnneeded() {
        return says("authentication is not enabled");
    }

    /** The service does not want this identity, or not for this. */
    boolean isRefusal() {
        return status.getCode() == Status.Code.PERMISSION_DENIED
                || says("authentication failed")
                || says("user name is empty");
    }

    /** What was seen, in one line. */
    String seen() {
        return Symptom.seen(status);
    }

    private boolean says(String words) {
        return status.getDescription() != null && status.getDescription().contains(words);
    }
}
