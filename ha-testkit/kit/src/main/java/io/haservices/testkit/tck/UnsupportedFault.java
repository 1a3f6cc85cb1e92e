package io.haservices.testkit.tck;

import org.opentest4j.TestAbortedException;

/** Thrown by a fixture that can't make a fault, or by a test that a backend gives no occasion for: it is skipped, and the reason is printed. */
public final class UnsupportedFault extends TestAbortedException {
    private static final long serialVersionUID = 1;

    /** With the reason, a whole sentence. */
    public UnsupportedFault(String reason) {
        super(reason);
    }
}
