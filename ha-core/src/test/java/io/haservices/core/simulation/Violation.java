package io.haservices.core.simulation;

/** A promise that was broken. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;

    Violation(String promise) {
        super(promise);
    }

    static void unless(boolean kept, String format, Object... arguments) {
        if (!kept) {
            throw new Violation(String.format(java.util.Locale.ROOT, format, arguments));
        }
    }
}
