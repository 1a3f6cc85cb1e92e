package io.haservices.testkit.memory;

import io.haservices.testkit.tck.coordination.CoordinationFixture;
import io.haservices.testkit.tck.coordination.CoordinationListeners;
import io.haservices.testkit.tck.coordination.CoordinationReads;
import io.haservices.testkit.tck.coordination.CoordinationSessions;
import io.haservices.testkit.tck.coordination.CoordinationWatchGaps;
import org.junit.jupiter.api.Nested;

/** The chapters in which threads matter; the others run in virtual time, see {@link InMemoryCoordinationTckTest}. */
class RealTimeTckTest {
    @Nested
    class Reads extends CoordinationReads {
        @Override
        protected CoordinationFixture fixture() {
            return new RealTimeFixture();
        }
    }

    @Nested
    class WatchGaps extends CoordinationWatchGaps {
        @Override
        protected CoordinationFixture fixture() {
            return new RealTimeFixture();
        }
    }

    @Nested
    class Listeners extends CoordinationListeners {
        @Override
        protected CoordinationFixture fixture() {
            return new RealTimeFixture();
        }
    }

    @Nested
    class Sessions extends CoordinationSessions {
        @Override
        protected CoordinationFixture fixture() {
            return new RealTimeFixture();
        }
    }
}
