package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.Session.State;
import io.haservices.testkit.tck.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** States of a session: CO-15. */
public abstract class CoordinationSessions extends CoordinationChapter {
    /** For subclasses. */
    protected CoordinationSessions() {}

    @Test
    @Rule("CO-15")
    void tellsTheSessionAsItIs() {
        Coordination early = open(clusterId());
        ToldSessions fromTheBeginning = listen(early);
        active(early);
        await("an active session is told", () -> fromTheBeginning.latestIs(State.ACTIVE));
        expectEqual(fromTheBeginning.latest().id(), early.session().id(), "the session that was told");
        ToldSessions later = listen(early);
        await("a later listener is told at once", () -> later.latestIs(State.ACTIVE));
        expect(!early.session().id().isEmpty(), "an active session without an id");
        inOrder(fromTheBeginning);
    }

    @Test
    @Rule("CO-15")
    void isSuspectWhileTheConnectionIsCut() {
        Coordination client = client();
        ToldSessions told = listen(client);
        String id = client.session().id();
        faults().cut(client);
        await("a cut connection makes the session suspect", () -> told.has(id, State.SUSPECT));
        faults().heal(client);
        await("the client is connected again", () -> told.latestIs(State.ACTIVE));
        inOrder(told);
    }

    @Test
    @Rule("CO-15")
    void aLostSessionIsLostForGood() {
        Coordination client = client();
        ToldSessions told = listen(client);
        await("the session is told", () -> told.latestIs(State.ACTIVE));
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            String former = client.session().id();
            ids.add(former);
            faults().expire(client);
            await("the end of the session is told", () -> told.has(former, State.LOST));
            await("a new session is told", () -> told.latestIs(State.ACTIVE));
            expect(ids.add(told.latest().id()), "session '" + told.latest().id() + "' came again after its end");
        }
        inOrder(told);
    }

    @Test
    @Rule("CO-15")
    void learnsOfALossThatHappenedDuringACut() {
        Coordination client = client();
        ToldSessions told = listen(client);
        String former = client.session().id();
        faults().cut(client);
        faults().expire(client);
        faults().heal(client);
        await("the end of the session is told", () -> told.has(former, State.LOST));
        await("a new session is told", () -> told.latestIs(State.ACTIVE));
        expect(!told.latest().id().equals(former), "an ended session became active again");
        inOrder(told);
    }

    @Test
    @Rule("CO-15")
    void clientsHaveSessionsOfTheirOwn() {
        Coordination first = client();
        Coordination second = client();
        expect(!first.session().id().equals(second.session().id()), "two clients have one session id");
        String former = first.session().id();
        first.close();
        expect(!client().session().id().equals(former), "the id of a closed client's session came again");
    }

    private void inOrder(ToldSessions told) {
        expectEqual(told.overlaps(), 0, "the number of calls of a session listener that overlapped");
        Set<String> lost = new HashSet<>();
        String latest = "";
        for (Session session : told.all()) {
            boolean again = lost.contains(session.id()) && session.state() != State.LOST;
            expect(!again, "lost session '" + session.id() + "' became " + session.state());
            boolean changedSilently = !latest.isEmpty() && !latest.equals(session.id()) && !lost.contains(latest);
            expect(!changedSilently, "session '" + session.id() + "' was told before the loss of '" + latest + "'");
            if (session.state() == State.LOST) {
                lost.add(session.id());
            }
            latest = session.id();
        }
        List<Session> all = told.all();
        for (int i = 1; i < all.size(); i++) {
            boolean same = all.get(i).id().equals(all.get(i - 1).id())
                    && all.get(i).state() == all.get(i - 1).state();
            expect(!same, "the same session and state were told twice running: " + all.get(i));
        }
    }

    private static ToldSessions listen(Coordination client) {
        ToldSessions told = new ToldSessions();
        client.onSession(told);
        return told;
    }
}
