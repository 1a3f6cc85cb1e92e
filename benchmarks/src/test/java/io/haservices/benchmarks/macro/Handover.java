package io.haservices.benchmarks.macro;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A leader ends in good order, one that stands by is granted leadership and publishes its address, and a client learns it. Then the first one
 * stands by.
 */
abstract class Handover implements Arm {
    static final String GRANTED = "close to granted";
    static final String PUBLISHED = "published to learned";
    static final String LEARNED = "close to learned";

    /** What nobody waits for, such as entries that are bound to the one who left, is over by then. */
    private static final Duration SETTLING = Duration.ofMillis(100);

    private static final long PATIENCE_SECONDS = 60;

    /** One of the two, for one term. */
    interface Candidate {
        /** Returns when it leads no more, and another may. */
        void leave() throws Exception;
    }

    private final String name;
    private final Map<String, Moments> terms = new ConcurrentHashMap<>();
    private int joined;
    private Term leader;
    private Term standby;

    /** A term that will come, and its candidate. */
    private record Term(String address, Candidate candidate) {}

    /** When what happened in the term of an address. */
    private static final class Moments {
        final CompletableFuture<Long> granted = new CompletableFuture<>();
        final CompletableFuture<Long> learned = new CompletableFuture<>();
    }

    Handover(String name) {
        this.name = name;
        leader = new Term("", () -> {});
        standby = leader;
    }

    /** Before the first time. */
    final Handover begin() throws Exception {
        leader = join();
        awaited(moments(leader.address()).granted);
        standby = join();
        return this;
    }

    /**
     * Joins as the first or the second of the two. On a grant it calls {@link #granted} and then publishes the address.
     *
     * @param number 0 or 1
     */
    abstract Candidate join(int number, String address) throws Exception;

    /** Just granted. */
    final void granted(String address) {
        moments(address).granted.complete(System.nanoTime());
    }

    /** The client knows. */
    final void learned(String address) {
        moments(address).learned.complete(System.nanoTime());
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final void once(Steps steps) throws Exception {
        await().pollDelay(SETTLING).until(() -> true);
        Moments next = moments(standby.address());
        long begin = System.nanoTime();
        leader.candidate().leave();
        long granted = awaited(next.granted);
        long learned = awaited(next.learned);
        steps.took(GRANTED, granted - begin);
        steps.took(PUBLISHED, learned - granted);
        steps.took(LEARNED, learned - begin);
        terms.remove(leader.address());
        leader = standby;
        standby = join();
    }

    private Term join() throws Exception {
        int number = joined++;
        String address = "address-" + number;
        return new Term(address, join(number % 2, address));
    }

    private Moments moments(String address) {
        return terms.computeIfAbsent(address, unused -> new Moments());
    }

    private static long awaited(CompletableFuture<Long> moment) throws Exception {
        return moment.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Both leave. */
    final void end() {
        try {
            standby.candidate().leave();
            leader.candidate().leave();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
