package io.haservices.testkit.tck.coordination;

import org.junit.jupiter.api.Nested;

/**
 * All chapters at once: subclass it, give it a fixture, and run it with JUnit 5.
 *
 * <pre>{@code
 * class MyBackendTck extends CoordinationTck {
 *     private static final MyFixture FIXTURE = new MyFixture();
 *
 *     @Override
 *     protected CoordinationFixture fixture() {
 *         return FIXTURE;
 *     }
 * }
 * }</pre>
 *
 * <p>To run single chapters, subclass those instead.
 */
public abstract class CoordinationTck {
    /** For subclasses. */
    protected CoordinationTck() {}

    /** The fixture for the next test; may be the same for all. Starting servers is best done once, statically. */
    protected abstract CoordinationFixture fixture();

    @Nested
    class Reads extends CoordinationReads {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Lists extends CoordinationLists {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Commits extends CoordinationCommits {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Conditions extends CoordinationConditions {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Incarnations extends CoordinationIncarnations {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Outcomes extends CoordinationOutcomes {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class RequestTimeout extends CoordinationRequestTimeout {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class BoundEntries extends CoordinationBoundEntries {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class TakeOver extends CoordinationTakeOver {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Limits extends CoordinationLimits {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Watches extends CoordinationWatches {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class WatchGaps extends CoordinationWatchGaps {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Listeners extends CoordinationListeners {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Sessions extends CoordinationSessions {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Deadline extends CoordinationDeadline {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }

    @Nested
    class Close extends CoordinationClose {
        @Override
        protected CoordinationFixture fixture() {
            return CoordinationTck.this.fixture();
        }
    }
}
