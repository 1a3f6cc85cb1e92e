package io.haservices.testkit.tck;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * Gives every failure of a TCK test the number of its rule, and prints why a test was skipped: it must not look like one that
 * passed. The configuration parameter {@value #QUIET} silences that.
 */
public final class Judge implements TestWatcher, TestExecutionExceptionHandler {
    /** Set to {@code true} to print no skipped tests. */
    public static final String QUIET = "io.haservices.testkit.quiet";

    /** For JUnit. */
    public Judge() {}

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        if (thrown instanceof Error || thrown instanceof TestAbortedException) {
            throw thrown;
        }
        throw Verdict.of(context.getRequiredTestMethod()).broken(String.valueOf(thrown), thrown);
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        if (context.getConfigurationParameter(QUIET).filter("true"::equals).isEmpty()) {
            String rule = Verdict.rule(context.getRequiredTestMethod());
            String reason = cause == null ? "no reason given" : String.valueOf(cause.getMessage());
            System.out.println("SKIPPED " + rule + " " + context.getDisplayName() + ": " + reason);
        }
    }
}
