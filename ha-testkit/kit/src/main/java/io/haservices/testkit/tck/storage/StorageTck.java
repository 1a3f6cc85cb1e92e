package io.haservices.testkit.tck.storage;

import org.junit.jupiter.api.Nested;

/**
 * All chapters at once: subclass it, give it a fixture, and run it with JUnit 5. To run single chapters, subclass those instead.
 */
public abstract class StorageTck {
    /** For subclasses. */
    protected StorageTck() {}

    /** The fixture for the next test; may be the same for all. Starting servers is best done once, statically. */
    protected abstract StorageFixture fixture();

    @Nested
    class Visibility extends StorageVisibility {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }

    @Nested
    class Writes extends StorageWrites {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }

    @Nested
    class Reads extends StorageReads {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }

    @Nested
    class Lists extends StorageLists {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }

    @Nested
    class Names extends StorageNames {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }

    @Nested
    class Deletes extends StorageDeletes {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }

    @Nested
    class IncompleteWrites extends StorageIncompleteWrites {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }

    @Nested
    class Failures extends StorageFailures {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }

    @Nested
    class Refusals extends StorageRefusals {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }

    @Nested
    class Interrupts extends StorageInterrupts {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }

    @Nested
    class ConditionalWrites extends StorageConditionalWrites {
        @Override
        protected StorageFixture fixture() {
            return StorageTck.this.fixture();
        }
    }
}
