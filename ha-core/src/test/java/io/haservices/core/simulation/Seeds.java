package io.haservices.core.simulation;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Runs many seeds on two threads, for the runs have nothing to do with each other. {@code -Dha.sim.seeds=N} says how many,
 * {@code -Dha.sim.seed=N} asks for that one alone.
 */
final class Seeds {
    private static final int THREADS = 2;

    private final long first;
    private final long last;
    private final AtomicLong next;
    private final AtomicReference<Failure> failure = new AtomicReference<>();

    private record Failure(long seed, Throwable cause, String trace) {
        String words() {
            return "seed " + seed + " broke a promise: " + cause.getMessage()
                    + "\n" + trace
                    + "\nseed " + seed + " broke a promise: " + cause.getMessage()
                    + "\nrun it again: mvn test -pl ha-core -Dtest=SimulationTest -Dha.sim.seed=" + seed;
        }
    }

    private Seeds(long first, long last) {
        this.first = first;
        this.last = last;
        this.next = new AtomicLong(first);
    }

    static Seeds of(long first, long last) {
        return new Seeds(first, last);
    }

    static Seeds asked() {
        Optional<Long> one = Optional.ofNullable(Long.getLong("ha.sim.seed"));
        return one.map(seed -> of(seed, seed)).orElseGet(() -> of(1, Long.getLong("ha.sim.seeds", 1000)));
    }

    /** Whether they are enough that everything must have happened in them. */
    boolean areAll() {
        return last - first >= 499;
    }

    /** Throws the first failure. */
    Tally run() {
        List<Tally> tallies =
                IntStream.range(0, THREADS).mapToObj(i -> new Tally()).toList();
        List<Thread> threads = tallies.stream()
                .map(tally -> new Thread(() -> work(tally), "simulation"))
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(Seeds::join);
        Failure found = failure.get();
        if (found != null) {
            throw new AssertionError(found.words(), found.cause());
        }
        Tally all = new Tally();
        tallies.forEach(all::add);
        return all;
    }

    private void work(Tally tally) {
        for (long seed = next.getAndIncrement(); seed <= last && failure.get() == null; seed = next.getAndIncrement()) {
            Simulation run = new Simulation(seed);
            try {
                run.run();
                tally.add(run.tally());
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, new Failure(seed, e, run.trace()));
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "seeds " + first + " to " + last;
    }
}
