package io.haservices.testkit.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of the tests of one rule. */
final class RuleResult {
    private int passed;
    private final List<String> failures = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();

    /** A rule is kept when a test of it passed and none failed; what was skipped is listed with it. */
    enum Outcome {
        PASSED("passed"),
        FAILED("FAILED"),
        SKIPPED("skipped"),
        NOT_RUN("not run");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void passed() {
        passed++;
    }

    void failed(String why) {
        failures.add(why);
    }

    void skipped(String why) {
        skips.add(why);
    }

    Outcome outcome() {
        if (!failures.isEmpty()) {
            return Outcome.FAILED;
        }
        if (passed > 0) {
            return Outcome.PASSED;
        }
        return skips.isEmpty() ? Outcome.NOT_RUN : Outcome.SKIPPED;
    }

    int passedTests() {
        return passed;
    }

    List<String> failures() {
        return failures;
    }

    List<String> skips() {
        return skips;
    }
}
