package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.tck.Rule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Bad listeners, and the end of a registration: CO-13, CO-14. */
public abstract class CoordinationListeners extends CoordinationChapter {
    private static final Key KEY = key("entry");
    private static final Prefix PREFIX = Prefix.at(KEY);

    /** For subclasses. */
    protected CoordinationListeners() {}

    @Test
    @Rule("CO-13")
    void aListenerThatThrowsHarmsNobody() {
        Coordination client = client();
        long first = committed(client, create(KEY, 0)).get(KEY);
        AtomicInteger calls = new AtomicInteger();
        client.watch(PREFIX, state -> {
            calls.incrementAndGet();
            throw new ThrownOnPurpose();
        });
        Told good = new Told();
        client.watch(PREFIX, good);
        await("both are called", () -> calls.get() > 0 && good.any());
        long version = committed(client, replace(KEY, first, 1)).get(KEY);
        await("the good listener is told", () -> good.latestIs("1"));
        await("the bad listener is called again", () -> calls.get() > 1);
        int before = calls.get();
        committed(client, replace(KEY, version, 2));
        await("the good listener is told again", () -> good.latestIs("2"));
        await("the bad listener is called again", () -> calls.get() > before);
    }

    @Test
    @Rule("CO-13")
    void aSessionListenerThatThrowsHarmsNobody() {
        Coordination client = client();
        client.onSession(session -> {
            throw new ThrownOnPurpose();
        });
        ToldSessions told = new ToldSessions();
        client.onSession(told);
        String former = client.session().id();
        faults().expire(client);
        await("the good listener is told of a new session", () -> told.latestIsOther(former));
        await("the client has a new session", () -> !client.session().id().equals(former));
        committed(active(client), create(KEY, 1));
    }

    @Test
    @Rule("CO-13")
    void aSlowListenerHarmsNobody() {
        Coordination client = client();
        long first = committed(client, create(KEY, 0)).get(KEY);
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger blocked = new AtomicInteger();
        try {
            client.watch(PREFIX, state -> {
                blocked.incrementAndGet();
                uninterruptibly(released);
            });
            await("the slow listener is called", () -> blocked.get() > 0);
            Told good = new Told();
            client.watch(PREFIX, good);
            long version = committed(client, replace(KEY, first, 1)).get(KEY);
            await("another listener is told", () -> good.latestIs("1"));
            committed(client, replace(KEY, version, 2));
            await("another listener is told again", () -> good.latestIs("2"));
            Session session = client.session();
            await("heartbeats go on", () -> client.session().deadlineNanos() - session.deadlineNanos() > 0);
            expectEqual(client.session().id(), session.id(), "the session of a client with a slow listener");
            expectEqual(blocked.get(), 1, "the number of calls while the first has not returned");
        } finally {
            released.countDown();
        }
        await("the slow listener is called again", () -> blocked.get() > 1);
    }

    @Test
    @Rule("CO-13")
    void aSlowSessionListenerHarmsNobody() {
        Coordination client = client();
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger blocked = new AtomicInteger();
        try {
            client.onSession(session -> {
                blocked.incrementAndGet();
                uninterruptibly(released);
            });
            await("the slow listener is called", () -> blocked.get() > 0);
            ToldSessions told = new ToldSessions();
            client.onSession(told);
            Told watch = new Told();
            client.watch(PREFIX, watch);
            committed(client, create(KEY, 0));
            await("a watch is told", () -> watch.latestIs("0"));
            String former = client.session().id();
            faults().expire(client);
            await("another listener is told of a new session", () -> told.latestIsOther(former));
            await("commits go on", () -> !client.session().id().equals(former));
            committed(active(client), create(key("after"), 1));
            expectEqual(blocked.get(), 1, "the number of calls while the first has not returned");
        } finally {
            released.countDown();
        }
        await("the slow listener is called again", () -> blocked.get() > 1);
    }

    @Test
    @Rule("CO-14")
    void aClosedWatchIsNotCalledAgain() {
        Coordination client = client();
        long first = committed(client, create(KEY, 0)).get(KEY);
        Told closed = new Told();
        Registration registration = client.watch(PREFIX, closed);
        await("the watch is called", closed::any);
        registration.close();
        registration.close();
        // A call that was under way when it was closed may still finish; this one waits for it.
        Told barrier = new Told();
        client.watch(PREFIX, barrier);
        await("another watch is called", barrier::any);
        int calls = closed.count();
        long version = committed(client, replace(KEY, first, 1)).get(KEY);
        await("a change is told to another watch", () -> barrier.latestIs("1"));
        committed(client, replace(KEY, version, 2));
        await("a second change is told to another watch", () -> barrier.latestIs("2"));
        expectEqual(closed.count(), calls, "the number of calls of a closed watch");
    }

    @Test
    @Rule("CO-14")
    void aWatchThatClosesItselfIsNotCalledAgain() {
        Coordination client = client();
        long first = committed(client, create(KEY, 0)).get(KEY);
        CompletableFuture<Registration> self = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();
        self.complete(client.watch(PREFIX, state -> {
            self.join().close();
            calls.incrementAndGet();
        }));
        await("the watch is called", () -> calls.get() > 0);
        Told barrier = new Told();
        client.watch(PREFIX, barrier);
        committed(client, replace(KEY, first, 1));
        await("a change is told to another watch", () -> barrier.latestIs("1"));
        expectEqual(calls.get(), 1, "the number of calls of a watch that closed itself in the first");
    }

    @Test
    @Rule("CO-14")
    void aClosedSessionListenerIsNotCalledAgain() {
        Coordination client = client();
        AtomicInteger calls = new AtomicInteger();
        Registration registration = client.onSession(session -> calls.incrementAndGet());
        await("the listener is called", () -> calls.get() > 0);
        registration.close();
        ToldSessions barrier = new ToldSessions();
        client.onSession(barrier);
        await("another listener is called", () -> barrier.latestIsOther(""));
        int before = calls.get();
        String former = client.session().id();
        faults().expire(client);
        await("another listener is told of a new session", () -> barrier.latestIsOther(former));
        expectEqual(calls.get(), before, "the number of calls of a closed session listener");
    }

    private void uninterruptibly(CountDownLatch latch) {
        try {
            expect(latch.await(4, TimeUnit.MINUTES), "a listener of the TCK was never released");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
