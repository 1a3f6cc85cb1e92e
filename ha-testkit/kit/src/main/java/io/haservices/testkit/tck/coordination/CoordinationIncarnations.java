package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.testkit.tck.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lives of an entry: CO-06. */
public abstract class CoordinationIncarnations extends CoordinationChapter {
    private static final Key KEY = key("entry");
    private static final Key OTHER = key("other");

    /** For subclasses. */
    protected CoordinationIncarnations() {}

    @Test
    @Rule("CO-06")
    void anIncarnationStaysWhileTheEntryLives() {
        Coordination client = client();
        long version = committed(client, create(KEY, 0)).get(KEY);
        long incarnation = present(client, KEY).incarnation();
        for (int i = 1; i <= 3; i++) {
            version = committed(client, replace(KEY, version, i)).get(KEY);
            expectEqual(present(client, KEY).incarnation(), incarnation, "the incarnation after a replacement");
        }
    }

    @Test
    @Rule("CO-06")
    void anIncarnationGrowsWithEveryNewLife() {
        Coordination client = client();
        long last = Long.MIN_VALUE;
        for (int i = 0; i < 5; i++) {
            committed(client, create(KEY, i));
            Entry entry = present(client, KEY);
            expect(entry.incarnation() > last, "incarnation " + entry.incarnation() + " came after " + last);
            last = entry.incarnation();
            committed(client, new Operation.Delete(KEY, entry.version()));
        }
    }

    @Test
    @Rule("CO-06")
    void anIncarnationGrowsWithEveryNewSessionBoundLife() {
        Coordination first = client();
        Coordination second = client();
        committed(first, bound(first, KEY, 1));
        long incarnation = present(second, KEY).incarnation();
        first.close();
        await("the entry of a closed client vanishes", () -> read(second, KEY).isEmpty());
        committed(second, bound(second, KEY, 2));
        expect(
                present(second, KEY).incarnation() > incarnation,
                "incarnation " + present(second, KEY).incarnation() + " came after " + incarnation);
    }

    @Test
    @Rule("CO-06")
    void aGuardHoldsWhateverTheVersionIs() {
        Coordination client = client();
        needs(client, Capability.INCARNATION_GUARD);
        long version = committed(client, create(KEY, 1)).get(KEY);
        Guard guard = new Guard.Incarnation(KEY, present(client, KEY).incarnation());
        committed(client, replace(KEY, version, 2));
        committed(commit(client, List.of(guard), create(OTHER, 1)), "a creation that guards the incarnation");
    }

    @Test
    @Rule("CO-06")
    void aGuardFailsAfterDeletionAndForANewLife() {
        Coordination client = client();
        needs(client, Capability.INCARNATION_GUARD);
        long version = committed(client, create(KEY, 1)).get(KEY);
        Guard guard = new Guard.Incarnation(KEY, present(client, KEY).incarnation());
        committed(client, new Operation.Delete(KEY, version));
        refused(commit(client, List.of(guard), create(OTHER, 1)), KEY, "a commit that guards a deleted incarnation");
        committed(client, create(KEY, 1));
        refused(commit(client, List.of(guard), create(OTHER, 1)), KEY, "a commit that guards a former incarnation");
        absent(client, OTHER, "of a commit whose incarnation guard failed");
    }

    @Test
    @Rule("CO-06")
    void aGuardMayAccompanyAChangeOfTheSameKey() {
        Coordination client = client();
        needs(client, Capability.INCARNATION_GUARD);
        long version = committed(client, create(KEY, 1)).get(KEY);
        Guard guard = new Guard.Incarnation(KEY, present(client, KEY).incarnation());
        long next = committed(commit(client, List.of(guard), replace(KEY, version, 2)), "a guarded replacement")
                .get(KEY);
        committed(commit(client, List.of(guard), new Operation.Delete(KEY, next)), "a guarded deletion");
        Entry again = create(client);
        refused(
                commit(client, List.of(guard), replace(KEY, again.version(), 3)),
                KEY,
                "a replacement that guards a former incarnation");
    }

    private Entry create(Coordination client) {
        committed(client, create(KEY, 1));
        return present(client, KEY);
    }
}
