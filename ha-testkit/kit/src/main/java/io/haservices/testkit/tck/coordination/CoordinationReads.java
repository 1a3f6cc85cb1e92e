package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.testkit.tck.Rule;
import org.junit.jupiter.api.Test;

/** How fresh reads are: CO-01. */
public abstract class CoordinationReads extends CoordinationChapter {
    private static final Key KEY = key("register");

    /** For subclasses. */
    protected CoordinationReads() {}

    @Test
    @Rule("CO-01")
    void readsWhatItHasCommittedItself() {
        Coordination client = client();
        long version = committed(client, create(KEY, 0)).get(KEY);
        for (int i = 1; i <= 20; i++) {
            version = committed(client, replace(KEY, version, i)).get(KEY);
            expectEqual(text(read(client, KEY)), String.valueOf(i), "what a client reads after it has committed");
            Entry listed = list(client, Prefix.at(KEY)).get(0);
            expectEqual(listed.value().utf8(), String.valueOf(i), "what a client lists after it has committed");
        }
    }

    @Test
    @Rule("CO-01")
    void readsWhatItsWatchHasSeen() {
        Coordination writer = client();
        Coordination reader = client();
        Told told = new Told();
        reader.watch(Prefix.at(KEY), told);
        long version = committed(writer, create(KEY, 0)).get(KEY);
        for (int i = 1; i <= 10; i++) {
            version = committed(writer, replace(KEY, version, i)).get(KEY);
            String written = String.valueOf(i);
            await("a watch tells a change by another client", () -> told.latestIs(written));
            expectEqual(text(read(reader, KEY)), written, "what a client reads after its watch told the value");
        }
    }

    @Test
    @Rule("CO-01")
    void readsNothingOlderAfterAReconnect() {
        Coordination client = client();
        long version = committed(client, create(KEY, 0)).get(KEY);
        for (int i = 1; i <= 3; i++) {
            version = committed(client, replace(KEY, version, i)).get(KEY);
            faults().cut(client);
            faults().heal(client);
            expectEqual(text(read(client, KEY)), String.valueOf(i), "the first read after a reconnect");
        }
    }

    @Test
    @Rule("CO-01")
    void readsNothingOlderInANewSession() {
        Coordination client = client();
        long version = committed(client, create(KEY, 0)).get(KEY);
        for (int i = 1; i <= 2; i++) {
            version = committed(client, replace(KEY, version, i)).get(KEY);
            String former = client.session().id();
            faults().expire(client);
            await("a new session begins", () -> !client.session().id().equals(former));
            expectEqual(text(read(client, KEY)), String.valueOf(i), "the first read in a new session");
        }
    }

    @Test
    @Rule("CO-01")
    void readsNothingOlderThanItReadBefore() {
        Coordination writer = client();
        Coordination reader = client();
        long version = committed(writer, create(KEY, 0)).get(KEY);
        long seen = -1;
        for (int i = 1; i <= 20; i++) {
            version = committed(writer, replace(KEY, version, i)).get(KEY);
            long now = Long.parseLong(text(read(reader, KEY)));
            expect(now >= seen, "a client read " + now + " after it had read " + seen);
            seen = now;
        }
    }
}
