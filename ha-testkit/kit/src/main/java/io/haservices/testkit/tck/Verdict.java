package io.haservices.testkit.tck;

import java.lang.reflect.Method;
import java.util.Objects;
import org.opentest4j.AssertionFailedError;

/** Says which rule is broken, what it promises, and what was seen instead. */
public final class Verdict {
    private final String rule;

    private Verdict(String rule) {
        this.rule = rule;
    }

    /** For the rule that this test is about. */
    public static Verdict of(Method test) {
        return new Verdict(rule(test));
    }

    /**
     * The rule that a test is about.
     *
     * @throws IllegalStateException when it has none, which no test of a TCK may have
     */
    public static String rule(Method test) {
        Rule rule = test.getAnnotation(Rule.class);
        if (rule == null) {
            throw new IllegalStateException(test + " has no @Rule");
        }
        return rule.value();
    }

    /** The failure of this rule. */
    public AssertionFailedError broken(String seen) {
        return new AssertionFailedError(message(seen));
    }

    /** As {@link #broken(String)}, because of another failure. */
    public AssertionFailedError broken(String seen, Throwable cause) {
        return new AssertionFailedError(message(seen), cause);
    }

    /** Fails with what was seen, unless this holds. */
    public void expect(boolean holds, String seen) {
        if (!holds) {
            throw broken(seen);
        }
    }

    /** Fails when the two differ; {@code what} names the actual value. */
    public void expectEqual(Object actual, Object expected, String what) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionFailedError(message(what + " is " + actual + ", and not " + expected), expected, actual);
        }
    }

    private String message(String seen) {
        return rule + ": " + Promises.of(rule) + " Seen: " + seen + ".";
    }
}
