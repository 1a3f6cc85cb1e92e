package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.tck.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Until when the servers are sure to keep a session: CO-16. */
public abstract class CoordinationDeadline extends CoordinationChapter {
    private static final Key KEY = key("bound");

    /** For subclasses. */
    protected CoordinationDeadline() {}

    @Test
    @Rule("CO-16")
    void isWithinTheNegotiatedTimeout() {
        Session session = client().session();
        expect(!session.timeout().isZero() && !session.timeout().isNegative(), "a timeout of " + session.timeout());
        Duration left = session.validFor(now());
        expect(
                left.compareTo(session.timeout()) <= 0,
                "a session with a timeout of " + session.timeout() + " that is sure to live for " + left);
    }

    @Test
    @Rule("CO-16")
    void growsWithHeartbeatsAndNeverMovesBack() {
        Coordination idle = client();
        String id = idle.session().id();
        for (int i = 0; i < 3; i++) {
            Session before = idle.session();
            await("the deadline of an idle client grows", () -> later(idle.session(), before, id));
        }
        expect(!idle.session().validFor(now()).isZero(), "an idle client's session is past its deadline");
    }

    @Test
    @Rule("CO-16")
    void doesNotGrowWithoutTheServers() {
        Coordination client = client();
        String id = client.session().id();
        Session[] latest = {client.session()};
        faults().cut(client);
        long limit = now() + client.session().timeout().toNanos();
        await("the deadline passes", () -> {
            Session seen = client.session();
            expect(
                    !seen.id().equals(id) || seen.deadlineNanos() - latest[0].deadlineNanos() >= 0,
                    "a deadline moved back during a cut");
            expect(
                    !seen.id().equals(id) || limit - seen.deadlineNanos() >= 0,
                    "a deadline is later than the cut and the timeout allow");
            latest[0] = seen.id().equals(id) ? seen : latest[0];
            return now() - latest[0].deadlineNanos() >= 0;
        });
        expectEqual(latest[0].validFor(now()), Duration.ZERO, "how long a session is valid past its deadline");
    }

    @Test
    @Rule("CO-16")
    void theServersKeepTheSessionUntilIt() {
        Coordination owner = client();
        Coordination observer = client();
        needs(owner, Capability.SESSION_DEADLINE);
        committed(owner, bound(owner, KEY, 1));
        faults().cut(owner);
        String id = present(observer, KEY).session().orElse("");
        await("the entry of a silent client vanishes", () -> {
            boolean gone = read(observer, KEY).isEmpty();
            long seenAt = now();
            Session session = owner.session();
            boolean tooEarly = gone && session.id().equals(id) && seenAt - session.deadlineNanos() < 0;
            expect(
                    !tooEarly,
                    "the entry had vanished "
                            + Duration.ofNanos(session.deadlineNanos() - seenAt).toMillis()
                            + " ms before the deadline that its owner believed in");
            return gone;
        });
    }

    private boolean later(Session now, Session before, String id) {
        if (!now.id().equals(id)) {
            return false;
        }
        long growth = now.deadlineNanos() - before.deadlineNanos();
        expect(
                growth >= 0,
                "a deadline moved back by " + Duration.ofNanos(-growth).toMillis() + " ms");
        return growth > 0;
    }
}
