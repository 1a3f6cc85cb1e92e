package io.haservices.testkit.tck;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * Gives every failure of a TCK test the number of its rule, and prints why a test was skipped: it must not look like one that
 * passed. At the end {@link Conformance} reports rule by rule. The configuration parameter {@value #QUIET} silences both.
 */
public final class Judge implements TestWatcher, TestExecutionExceptionHandler {
    /** Set to {@code true} to print no skipped tests and to write no report. */
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
    public void testSuccessful(ExtensionContext context) {
        Conformance.of(context).passed(context);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        Conformance.of(context).failed(context, reason(cause));
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        skipped(context, reason(cause));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        skipped(context, reason.orElse("disabled"));
    }

    private static void skipped(ExtensionContext context, String reason) {
        Conformance.of(context).skipped(context, reason);
        if (!isQuiet(context)) {
            String rule = Verdict.rule(context.getRequiredTestMethod());
            System.out.println("SKIPPED " + rule + " " + context.getDisplayName() + ": " + reason);
        }
    }

    static boolean isQuiet(ExtensionContext context) {
        return context.getConfigurationParameter(QUIET).filter("true"::equals).isPresent();
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null ? "no reason given" : String.valueOf(cause.getMessage());
    }
}
