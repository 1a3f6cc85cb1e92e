package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.testkit.tck.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a watch tells when the connection was cut: CO-12. */
public abstract class CoordinationWatchGaps extends CoordinationChapter {
    private static final Key KEPT = key("state", "kept");
    private static final Key GONE = key("state", "gone");
    private static final Key REPLACED = key("state", "replaced");
    private static final Key REBORN = key("state", "reborn");
    private static final Key NEW = key("state", "new");
    private static final Prefix PREFIX = Prefix.of(SCOPE, "state");

    /** For subclasses. */
    protected CoordinationWatchGaps() {}

    @Test
    @Rule("CO-12")
    void tellsTheFinalStateAfterACut() {
        Coordination writer = client();
        Coordination reader = client();
        Told told = watchAll(writer, reader);
        faults().cut(reader);
        changeEverything(writer);
        faults().heal(reader);
        tellsTheFinalState(writer, told);
    }

    @Test
    @Rule("CO-12")
    void tellsTheFinalStateInANewSession() {
        Coordination writer = client();
        Coordination reader = client();
        Told told = watchAll(writer, reader);
        faults().cut(reader);
        faults().expire(reader);
        changeEverything(writer);
        faults().heal(reader);
        tellsTheFinalState(writer, told);
    }

    @Test
    @Rule("CO-12")
    void tellsChangesAfterASessionWasReplaced() {
        Coordination writer = client();
        Coordination reader = client();
        Told told = watchAll(writer, reader);
        String former = reader.session().id();
        faults().expire(reader);
        await("a new session begins", () -> !reader.session().id().equals(former));
        changeEverything(writer);
        tellsTheFinalState(writer, told);
    }

    @Test
    @Rule("CO-12")
    void goesOnAfterManyShortCuts() {
        Coordination writer = client();
        Coordination reader = client();
        Told told = new Told();
        reader.watch(PREFIX, told);
        long version = committed(writer, create(KEPT, 0)).get(KEPT);
        for (int i = 1; i <= 12; i++) {
            if (i % 4 == 1) {
                faults().cut(reader);
            }
            version = committed(writer, replace(KEPT, version, i)).get(KEPT);
            if (i % 4 == 3) {
                faults().heal(reader);
            }
        }
        await("the last of many changes is told", () -> told.latestIs("12"));
        neverGoesBack(told);
    }

    @Test
    @Rule("CO-12")
    void neverGoesBackInTime() {
        Coordination writer = client();
        Coordination reader = client();
        Told told = new Told();
        reader.watch(PREFIX, told);
        for (int i = 1; i <= 40; i++) {
            long version = committed(writer, create(KEPT, i)).get(KEPT);
            version = committed(writer, replace(KEPT, version, i)).get(KEPT);
            if (i < 40) {
                committed(writer, new Operation.Delete(KEPT, version));
            }
        }
        await("the last of many changes is told", () -> told.latestIs("40"));
        neverGoesBack(told);
    }

    private Told watchAll(Coordination writer, Coordination reader) {
        committed(writer, create(KEPT, "kept"), create(GONE, "gone"), create(REPLACED, "old"), create(REBORN, "same"));
        Told told = new Told();
        reader.watch(PREFIX, told);
        await("the first state is told", () -> told.latestIs(list(writer, PREFIX)));
        return told;
    }

    /** Among it a deletion and re-creation with the same value and, where versions begin anew, the same version. */
    private void changeEverything(Coordination writer) {
        long reborn = present(writer, REBORN).version();
        committed(
                writer,
                new Operation.Delete(GONE, present(writer, GONE).version()),
                replace(REPLACED, present(writer, REPLACED).version(), "new"),
                new Operation.Delete(REBORN, reborn));
        committed(writer, create(REBORN, "same"), create(NEW, "new"));
    }

    private void tellsTheFinalState(Coordination writer, Told told) {
        List<Entry> last = list(writer, PREFIX);
        await("the final state is told, incarnations and versions too", () -> told.latestIs(last));
        neverGoesBack(told);
    }

    private void neverGoesBack(Told told) {
        long incarnation = Long.MIN_VALUE;
        long version = Long.MIN_VALUE;
        for (List<Entry> state : told.states()) {
            for (Entry entry : state) {
                if (entry.key().equals(KEPT)) {
                    boolean newer = entry.incarnation() > incarnation
                            || (entry.incarnation() == incarnation && entry.version() >= version);
                    expect(
                            newer,
                            "incarnation " + entry.incarnation() + " version " + entry.version() + " was told after "
                                    + incarnation + " version " + version);
                    incarnation = entry.incarnation();
                    version = entry.version();
                }
            }
        }
    }
}
