package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.testkit.tck.Rule;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The four answers, and late commits: CO-07, CO-20. */
public abstract class CoordinationOutcomes extends CoordinationChapter {
    private static final Key KEY = key("entry");
    private static final Key MARK = key("mark");

    /** For subclasses. */
    protected CoordinationOutcomes() {}

    @Test
    @Rule("CO-07")
    void tellsTheTruthWhenTheAnswerIsLost() {
        Coordination client = client();
        for (int i = 0; i < 3; i++) {
            Key key = key("entry" + i);
            faults().loseNextReply(client);
            Commit answer = commit(client, create(key, "mark"));
            judge(answer, client, key);
            resolve(client, key);
        }
    }

    @Test
    @Rule("CO-07")
    void neverDoesWhatItSaidWasNotApplied() {
        Coordination client = client();
        Coordination observer = client();
        faults().cut(client);
        Commit answer = commit(client, create(KEY, "mark"));
        expect(!(answer instanceof Commit.Committed), "a client that was cut off got the answer " + answer);
        expect(!(answer instanceof Commit.GuardFailed), "a client that was cut off got the answer " + answer);
        faults().heal(client);
        active(client);
        if (answer instanceof Commit.NotApplied) {
            committed(client, create(MARK, "behind it"));
            absent(observer, KEY, "of a commit that was answered NotApplied");
        }
        resolve(client, KEY);
    }

    @Test
    @Rule("CO-07")
    void resolvesAnUnknownOutcomeByRepeating() {
        Coordination client = client();
        faults().pause();
        Commit answer = commit(client, create(KEY, "mark"));
        expect(!(answer instanceof Commit.Committed), "a service that hangs gave the answer " + answer);
        expect(!(answer instanceof Commit.GuardFailed), "a service that hangs gave the answer " + answer);
        faults().resume();
        resolve(client, KEY);
    }

    @Test
    @Rule("CO-07")
    void answersADefiniteFailureAfterAnOutageToo() {
        Coordination client = client();
        committed(client, create(KEY, "first"));
        faults().cut(client);
        CompletionStage<Commit> refused = client.commit(SCOPE, List.of(), List.of(create(KEY, "second")));
        faults().heal(client);
        Commit answer = patience().answer("a commit", refused);
        expect(!(answer instanceof Commit.Committed), "a creation where an entry is got the answer " + answer);
        expectEqual(text(read(client, KEY)), "first", "the value after a refused creation");
    }

    @Test
    @Rule("CO-20")
    void makesNothingForASessionWhoseEndWasObserved() {
        Coordination late = client();
        Coordination observer = client();
        String session = late.session().id();
        committed(late, bound(late, MARK, "alive"));
        faults().hold(late);
        CompletionStage<Commit> held =
                late.commit(SCOPE, List.of(), List.of(new Operation.CreateBound(KEY, bytes("late"), session)));
        faults().expire(late);
        await("the end of the session is observed", () -> read(observer, MARK).isEmpty());
        faults().release(late);
        Commit answer = patience().answer("a late commit", held);
        expect(!(answer instanceof Commit.Committed), "a late commit of an ended session got the answer " + answer);
        await("the late client has a new session", () -> hasNewSession(late, session));
        committed(late, create(key("behind"), "it"));
        absent(observer, KEY, "bound to a session that had ended before");
    }

    private static boolean hasNewSession(Coordination client, String former) {
        return client.session().state() == io.haservices.spi.coordination.Session.State.ACTIVE
                && !client.session().id().equals(former);
    }

    private void judge(Commit answer, Coordination client, Key key) {
        Optional<Entry> found = read(client, key);
        if (answer instanceof Commit.Committed) {
            expectEqual(text(found), "mark", "the value after the answer Committed");
        } else if (!(answer instanceof Commit.Unknown)) {
            // The entry was never there before, so a failed guard would be as wrong as "not applied".
            expectEqual(found, Optional.empty(), "the entry after the answer " + answer);
            expect(answer instanceof Commit.NotApplied, "a first creation got the answer " + answer);
        }
    }

    /** Repeats the identical creation until there is a definite answer, as a caller should. */
    private void resolve(Coordination client, Key key) {
        await("repeating a commit gives a definite answer", () -> {
            Commit answer = commit(client, create(key, "mark"));
            return answer instanceof Commit.Committed || answer.equals(new Commit.GuardFailed(key));
        });
        expectEqual(text(read(client, key)), "mark", "the value when the outcome was resolved");
    }
}
