package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.testkit.tck.Rule;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Entries that live as long as a session: CO-08. */
public abstract class CoordinationBoundEntries extends CoordinationChapter {
    private static final Key KEY = key("bound");
    private static final Key LASTING = key("lasting");

    /** For subclasses. */
    protected CoordinationBoundEntries() {}

    @Test
    @Rule("CO-08")
    void aBoundEntryNamesItsSession() {
        Coordination owner = client();
        Coordination observer = client();
        committed(owner, bound(owner, KEY, 1), create(LASTING, 1));
        expectEqual(
                present(observer, KEY).session(), Optional.of(owner.session().id()), "the session of an entry");
        expectEqual(present(observer, LASTING).session(), Optional.empty(), "the session of a persistent entry");
    }

    @Test
    @Rule("CO-08")
    void vanishesWhenTheSessionIsEnded() {
        Coordination owner = client();
        Coordination observer = client();
        committed(owner, bound(owner, KEY, 1), bound(owner, key("deep", "bound"), 1), create(LASTING, 1));
        committed(observer, bound(observer, key("observer"), 1));
        faults().expire(owner);
        await(
                "the entries of an ended session vanish",
                () -> read(observer, KEY).isEmpty());
        absent(observer, key("deep", "bound"), "of a session whose other entry has vanished");
        expectEqual(text(read(observer, LASTING)), "1", "the persistent entry of an ended session");
        expectEqual(text(read(observer, key("observer"))), "1", "the entry of another session");
    }

    @Test
    @Rule("CO-08")
    void vanishesWhenTheClientIsSilent() {
        Coordination owner = client();
        Coordination observer = client();
        committed(owner, bound(owner, KEY, 1), create(LASTING, 1));
        faults().cut(owner);
        await(
                "the entry of a silent session vanishes",
                () -> read(observer, KEY).isEmpty());
        expectEqual(text(read(observer, LASTING)), "1", "the persistent entry of a silent client");
    }

    @Test
    @Rule("CO-08")
    void staysBoundWhenAnotherClientReplacesIt() {
        Coordination owner = client();
        Coordination other = client();
        long version = committed(owner, bound(owner, KEY, 1)).get(KEY);
        committed(other, replace(KEY, version, 2));
        expectEqual(present(other, KEY).session(), Optional.of(owner.session().id()), "the session of an entry");
        faults().expire(owner);
        await("the entry of an ended session vanishes", () -> read(other, KEY).isEmpty());
    }

    @Test
    @Rule("CO-08")
    void isNotMadeForAnotherSession() {
        Coordination client = client();
        Coordination other = client();
        for (String id : new String[] {other.session().id(), "no-such-session", "1234"}) {
            notApplied(client, id);
        }
    }

    @Test
    @Rule("CO-08")
    void isNotMadeForAFormerSession() {
        Coordination client = client();
        String former = client.session().id();
        faults().expire(client);
        await("a new session begins", () -> !client.session().id().equals(former));
        active(client);
        notApplied(client, former);
    }

    private void notApplied(Coordination client, String session) {
        Commit answer = commit(client, create(LASTING, 1), new Operation.CreateBound(KEY, bytes(1), session));
        expect(
                answer instanceof Commit.NotApplied,
                "a commit for session '" + session + "' by session '"
                        + client.session().id() + "' was answered " + answer);
        absent(client, KEY, "for a session that is not the client's own");
        absent(client, LASTING, "of a commit for a session that is not the client's own");
    }
}
