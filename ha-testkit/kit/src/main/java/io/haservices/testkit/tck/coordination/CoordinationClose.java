package io.haservices.testkit.tck.coordination;

import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.Session.State;
import io.haservices.testkit.tck.Rule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The end of a client: CO-17. */
public abstract class CoordinationClose extends CoordinationChapter {
    private static final Key KEY = key("bound");

    /** For subclasses. */
    protected CoordinationClose() {}

    @Test
    @Rule("CO-17")
    void boundEntriesVanishAtOnce() {
        Coordination observer = client();
        // A machine that stalls may be as slow as a session that ends by silence, but hardly three times.
        for (int attempt = 0; attempt < 3; attempt++) {
            Key lasting = key("lasting" + attempt);
            Coordination owner = client();
            committed(owner, bound(owner, KEY, 1), create(lasting, 1));
            long deadline = owner.session().deadlineNanos();
            owner.close();
            await("a closed client's entry vanishes", () -> read(observer, KEY).isEmpty());
            boolean beforeTheEnd = now() - deadline < 0;
            expectEqual(text(read(observer, lasting)), "1", "the persistent entry of a closed client");
            if (beforeTheEnd) {
                return;
            }
        }
        expect(false, "the entry vanished only when the session would have ended by silence");
    }

    @Test
    @Rule("CO-17")
    void readsFailAndCommitsAreNotAppliedAfterwards() {
        Coordination closed = client();
        Coordination observer = client();
        closed.close();
        for (CompletionStage<?> read : List.of(closed.get(KEY), closed.list(Prefix.of(SCOPE)), closed.scopes())) {
            Throwable failure = patience().failure("a read of a closed client", read);
            expect(failure instanceof HaException, "a read of a closed client failed with " + failure);
        }
        Commit answer = commit(closed, create(KEY, 1));
        expect(answer instanceof Commit.NotApplied, "a commit of a closed client was answered " + answer);
        absent(observer, KEY, "of a commit of a closed client");
        Session session = closed.session();
        expect(session.state() == State.LOST || session.state() == State.CONNECTING, "a closed client has " + session);
        expectEqual(session.validFor(now()), Duration.ZERO, "how long the session of a closed client is valid");
    }

    @Test
    @Rule("CO-17")
    void closingAgainDoesNothing() {
        Coordination closed = client();
        Coordination other = client();
        committed(other, bound(other, KEY, 1));
        closed.close();
        closed.close();
        expectEqual(text(read(other, KEY)), "1", "the entry of another client");
    }

    @Test
    @Rule("CO-17")
    void closesInTimeWhenTheServiceHangs() {
        Coordination client = client();
        faults().pause();
        long start = now();
        client.close();
        Duration took = Duration.ofNanos(now() - start);
        faults().resume();
        Duration limit = faults().requestTimeout().multipliedBy(2).plusSeconds(5);
        expect(took.compareTo(limit) < 0, "closing took " + took.toMillis() + " ms while the service hung");
    }

    @Test
    @Rule("CO-17")
    void closesBeforeThereIsASession() {
        Coordination early = open(clusterId());
        early.close();
        Commit answer = commit(early, create(KEY, 1));
        expect(answer instanceof Commit.NotApplied, "a commit of a closed client was answered " + answer);
    }
}
