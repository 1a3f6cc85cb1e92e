package io.haservices.benchmarks.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.Counter;
import io.haservices.Leadership;
import io.haservices.StateStore;
import io.haservices.errors.HaException;
import io.haservices.errors.OutcomeUnknownException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What a leader does in one term: it recovers, publishes, and then several workers write and read, until the term is over. */
class Reign {
    private static final int WORKERS = 3;
    private static final Duration PAUSE = Duration.ofMillis(12);
    private static final int OPERATIONS_A_COUNT = 20;

    private final String client;
    private final Leadership leadership;
    private final Journal journal;
    private final Keys keys;
    private final Counter counter;
    private final AtomicLong values = new AtomicLong();
    private volatile boolean over;

    Reign(String client, Leadership leadership, Journal journal, Keys keys) {
        this.client = client;
        this.leadership = leadership;
        this.journal = journal;
        this.keys = keys;
        this.counter = leadership.counter("serial");
    }

    void begin() {
        keys.recent().forEach(this::read);
        try {
            leadership.publish(client);
        } catch (HaException e) {
            // Its term has ended already, or the service is away: the next one publishes.
        }
        for (int worker = 0; worker < WORKERS; worker++) {
            int number = worker;
            Thread thread = new Thread(() -> work(number), "worker-" + leadership.epoch() + "-" + worker);
            thread.setDaemon(true);
            thread.start();
        }
    }

    void end() {
        over = true;
    }

    /** Reads them, and says how many could not be read. */
    int audit(List<String> all) {
        return (int) all.stream().filter(key -> !read(key)).count();
    }

    private void work(int worker) {
        Random random = new Random(leadership.epoch() * WORKERS + worker);
        for (int i = 1; !isOver(); i++) {
            if (random.nextBoolean()) {
                write(keys.toWrite(worker, WORKERS, random));
            } else {
                read(keys.any(random));
            }
            if (i % OPERATIONS_A_COUNT == 0) {
                count();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    boolean isOver() {
        return over;
    }

    StateStore store() {
        return leadership.stateStore(AttackedMain.STORE);
    }

    /** What the store holds, and whether this process still led when it was read. */
    boolean read(String key) {
        long operation = journal.invoked(Journal.READ, key, Journal.NOTHING, leadership.epoch());
        try {
            Optional<String> value = find(key);
            long now = System.nanoTime();
            // Reads are not fenced: they are as new as the term is valid.
            boolean valid = maySay();
            journal.returned(operation, now, valid ? Journal.OK : Journal.VOID, value, "");
            return valid;
        } catch (HaException e) {
            journal.returned(operation, System.nanoTime(), Journal.FAILED, Optional.empty(), nameOf(e));
            return false;
        }
    }

    Optional<String> find(String key) {
        return store().read(key).map(bytes -> new String(bytes, UTF_8));
    }

    boolean maySay() {
        return !leadership.validFor().isZero();
    }

    void write(String key) {
        String value = client + ":" + leadership.epoch() + ":" + values.incrementAndGet();
        long operation = journal.invoked(Journal.WRITE, key, value, leadership.epoch());
        String outcome;
        String why = "";
        try {
            store().put(key, value.getBytes(UTF_8));
            outcome = Journal.OK;
            wrote(key, value);
        } catch (OutcomeUnknownException e) {
            outcome = Journal.UNKNOWN;
            why = nameOf(e);
        } catch (HaException e) {
            outcome = Journal.FAILED;
            why = nameOf(e);
        }
        journal.returned(operation, System.nanoTime(), outcome, Optional.of(value), why);
    }

    void wrote(String key, String value) {}

    private void count() {
        try {
            journal.counted(counter.next());
        } catch (HaException e) {
            // Gaps are allowed.
        }
    }

    static String nameOf(HaException e) {
        return e.getClass().getSimpleName();
    }
}
