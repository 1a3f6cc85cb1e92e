package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.testkit.tck.Rule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Taking a session-bound entry over: CO-09. */
public abstract class CoordinationTakeOver extends CoordinationChapter {
    private static final Key KEY = key("leader");
    private static final Key EPOCH = key("epoch");

    /** For subclasses. */
    protected CoordinationTakeOver() {}

    @Test
    @Rule("CO-09")
    void takesOverTheEntryOfALiveSession() {
        Coordination former = client();
        Coordination next = taker();
        committed(former, bound(former, KEY, "former"));
        long version = committed(next, takeOver(next, "next")).get(KEY);
        Entry entry = present(former, KEY);
        expectEqual(entry.value().utf8(), "next", "the value after it was taken over");
        expectEqual(entry.session(), Optional.of(next.session().id()), "the session after it was taken over");
        expectEqual(entry.version(), version, "the version after it was taken over");
    }

    @Test
    @Rule("CO-09")
    void outlivesTheFormerOwnerAndEndsWithTheNewOne() {
        Coordination former = client();
        Coordination next = taker();
        committed(former, bound(former, KEY, "former"), bound(former, key("alive"), 1));
        committed(next, takeOver(next, "next"));
        former.close();
        await("the former owner's session ends", () -> read(next, key("alive")).isEmpty());
        expectEqual(text(read(next, KEY)), "next", "the entry when its former owner's session has ended");
        Coordination observer = client();
        next.close();
        await("the entry vanishes with its new owner", () -> read(observer, KEY).isEmpty());
    }

    @Test
    @Rule("CO-09")
    void makesTheEntryWhenThereIsNone() {
        Coordination next = taker();
        committed(next, takeOver(next, "next"));
        expectEqual(present(next, KEY).session(), Optional.of(next.session().id()), "the session of the entry");
        committed(next, takeOver(next, "again"));
        expectEqual(text(read(next, KEY)), "again", "the value after its own session took it over");
    }

    @Test
    @Rule("CO-09")
    void isDoneWithTheRestOfTheCommitOrNotAtAll() {
        Coordination former = client();
        Coordination next = taker();
        long epoch = committed(former, bound(former, KEY, "former"), create(EPOCH, 1))
                .get(EPOCH);
        committed(former, replace(EPOCH, epoch, 2));
        Commit late = commit(next, takeOver(next, "next"), replace(EPOCH, epoch, 2));
        refused(late, EPOCH, "a take-over with an old epoch");
        Commit guarded = commit(next, List.of(new Guard.Version(EPOCH, epoch)), takeOver(next, "next"));
        refused(guarded, EPOCH, "a take-over that guards an old epoch");
        expectEqual(text(read(next, KEY)), "former", "the value after refused take-overs");
    }

    @Test
    @Rule("CO-09")
    void isForNoOtherSession() {
        Coordination former = client();
        Coordination next = taker();
        committed(former, bound(former, KEY, "former"));
        Operation foreign =
                new Operation.TakeOver(KEY, bytes("next"), former.session().id());
        Commit answer = commit(next, foreign);
        expect(answer instanceof Commit.NotApplied, "a take-over for another session was answered " + answer);
        expectEqual(text(read(next, KEY)), "former", "the value after a take-over for another session");
    }

    private Coordination taker() {
        Coordination client = client();
        needs(client, Capability.TAKE_OVER);
        return client;
    }

    private static Operation takeOver(Coordination client, String value) {
        return new Operation.TakeOver(KEY, bytes(value), client.session().id());
    }
}
