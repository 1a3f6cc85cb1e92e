package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.testkit.tck.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The conditions of operations, and versions: CO-04, CO-05. */
public abstract class CoordinationConditions extends CoordinationChapter {
    private static final Key KEY = key("a", "entry");
    private static final Key OTHER = key("other");

    /** For subclasses. */
    protected CoordinationConditions() {}

    @Test
    @Rule("CO-04")
    void createsWhereNoEntryIsOnly() {
        Coordination client = client();
        committed(client, create(KEY, "first"));
        refused(commit(client, create(KEY, "second")), KEY, "a second creation");
        refused(commit(client, bound(client, KEY, "third")), KEY, "a session-bound creation where an entry is");
        expectEqual(text(read(client, KEY)), "first", "the value after two refused creations");
        committed(client, create(key("a"), "parents need not be there, but may come later"));
    }

    @Test
    @Rule("CO-04")
    void createsAgainAfterADeletion() {
        Coordination client = client();
        long version = committed(client, create(KEY, "first")).get(KEY);
        committed(client, new Operation.Delete(KEY, version));
        absent(client, KEY, "after its deletion");
        committed(client, create(KEY, "second"));
        expectEqual(text(read(client, KEY)), "second", "the value of the second creation");
    }

    @Test
    @Rule("CO-04")
    void replacesTheExpectedVersionOnly() {
        Coordination client = client();
        refused(commit(client, replace(KEY, 0, "early")), KEY, "a replacement where no entry is");
        long first = committed(client, create(KEY, "first")).get(KEY);
        long second = committed(client, replace(KEY, first, "second")).get(KEY);
        refused(commit(client, replace(KEY, first, "late")), KEY, "a replacement of an older version");
        refused(commit(client, replace(KEY, second + 1, "early")), KEY, "a replacement of a version to come");
        expectEqual(text(read(client, KEY)), "second", "the value after refused replacements");
    }

    @Test
    @Rule("CO-04")
    void deletesTheExpectedVersionOnly() {
        Coordination client = client();
        refused(commit(client, new Operation.Delete(KEY, 0)), KEY, "a deletion where no entry is");
        long first = committed(client, create(KEY, "first")).get(KEY);
        committed(client, replace(KEY, first, "second"));
        refused(commit(client, new Operation.Delete(KEY, first)), KEY, "a deletion of an older version");
        expectEqual(text(read(client, KEY)), "second", "the value after refused deletions");
    }

    @Test
    @Rule("CO-05")
    void versionsGrowAndAreTold() {
        Coordination client = client();
        long version = committed(client, create(KEY, 0)).get(KEY);
        expectEqual(present(client, KEY).version(), version, "the version after a creation");
        for (int i = 1; i <= 5; i++) {
            long next = committed(client, replace(KEY, version, "same value")).get(KEY);
            expect(next > version, "version " + next + " came after version " + version);
            expectEqual(present(client, KEY).version(), next, "the version after a replacement");
            version = next;
        }
    }

    @Test
    @Rule("CO-05")
    void aVersionGuardHoldsForThatVersionOnly() {
        Coordination client = client();
        long first = committed(client, create(KEY, "first")).get(KEY);
        Commit holds = commit(client, List.of(new Guard.Version(KEY, first)), create(OTHER, 1));
        committed(holds, "a creation whose guard holds");
        expectEqual(present(client, KEY).version(), first, "the version of an entry that was only guarded");

        long second = committed(client, replace(KEY, first, "second")).get(KEY);
        Operation again = replace(OTHER, present(client, OTHER).version(), 2);
        for (long wrong : List.of(first, second + 1)) {
            Commit answer = commit(client, List.of(new Guard.Version(KEY, wrong)), again);
            refused(answer, KEY, "a commit that guards version " + wrong + " while it is " + second);
        }
        expectEqual(text(read(client, OTHER)), "1", "what a commit with a failed guard was to replace");
    }

    @Test
    @Rule("CO-05")
    void aVersionGuardNeedsAnEntry() {
        Coordination client = client();
        Guard guard = new Guard.Version(KEY, 0);
        refused(commit(client, List.of(guard), create(OTHER, 1)), KEY, "a commit that guards an entry that never was");
        long version = committed(client, create(KEY, 1)).get(KEY);
        committed(client, new Operation.Delete(KEY, version));
        Guard deleted = new Guard.Version(KEY, version);
        refused(commit(client, List.of(deleted), create(OTHER, 1)), KEY, "a commit that guards a deleted entry");
    }
}
