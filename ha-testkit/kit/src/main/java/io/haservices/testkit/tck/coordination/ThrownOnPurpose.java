package io.haservices.testkit.tck.coordination;

/** Without a stack trace, for backends log it. */
final class ThrownOnPurpose extends RuntimeException {
    private static final long serialVersionUID = 1;

    ThrownOnPurpose() {
        super("thrown by a listener of the TCK, on purpose", null, false, false);
    }
}
