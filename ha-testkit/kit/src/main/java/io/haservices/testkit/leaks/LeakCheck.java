package io.haservices.testkit.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.LeaderRetrieval;
import io.haservices.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Opens and closes services, or starts and stops elections, again and again, and fails when threads, sockets and other file
 * descriptors, listeners or heap have grown since the warm-up ({@link Footprint}). Blocks until all is done; for one thread, with nothing
 * else going on in the JVM.
 */
public final class LeakCheck {
    /** So many elections stand at a time. Their names come again: a service and its client may keep what they know of each name. */
    private static final int NAMES = 8;
    /** What is idle may stay for a while: threads for ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration STEP = Duration.ofSeconds(1);
    /** So many steps without less. */
    private static final int STEADY = 5;

    private final Supplier<HighAvailabilityServices> open;

    /** Of services that are opened so, each time anew. */
    public LeakCheck(Supplier<HighAvailabilityServices> open) {
        this.open = open;
    }

    /** Opens services, lets them lead one election, and closes them, so often after so many rounds to warm up. */
    public void opensAndCloses(int warmUp, int rounds) {
        repeat("opens and closes", warmUp, rounds, this::openAndClose);
    }

    private void openAndClose(int number) {
        try (HighAvailabilityServices services = open.get()) {
            Contender contender = new Contender();
            LeaderElection election = services.leaderElection("main-" + number % NAMES);
            election.start(contender);
            services.leaderRetrieval(election.election()).start(leader -> {});
            contender.awaitGrant();
        }
    }

    /** Starts and stops so many elections of one client after so many to warm up: each name has a leader, a standby that succeeds, and a follower. */
    public void elections(int warmUp, int rounds) {
        try (HighAvailabilityServices services = open.get()) {
            repeat(
                    2 * NAMES + " elections",
                    (warmUp + 1) / (2 * NAMES),
                    rounds / (2 * NAMES),
                    number -> startAndStop(services));
        }
    }

    private static void startAndStop(HighAvailabilityServices services) {
        List<Standing> leaders = stand(services);
        leaders.forEach(Standing::awaitGrant);
        List<Standing> successors = stand(services);
        leaders.forEach(Standing::close);
        successors.forEach(Standing::awaitGrant);
        successors.forEach(Standing::close);
    }

    private static List<Standing> stand(HighAvailabilityServices services) {
        return IntStream.range(0, NAMES)
                .mapToObj(number -> new Standing(services, "main-" + number))
                .toList();
    }

    private interface Round {
        void run(int number);
    }

    private static void repeat(String what, int warmUp, int rounds, Round round) {
        IntStream.range(0, warmUp).forEach(round::run);
        Footprint before = settled();
        IntStream.range(0, rounds).forEach(round::run);
        Footprint after = Footprint.now();
        for (long end = System.nanoTime() + PATIENCE.toNanos();
                !after.growthSince(before).isEmpty() && System.nanoTime() < end;
                after = Footprint.now()) {
            LockSupport.parkNanos(STEP.toNanos());
        }
        assertThat(after.growthSince(before)).as(what).isEmpty();
        System.out.println(rounds + " rounds of " + what + ": " + before + " before, " + after + " after");
    }

    /** When timers and idle threads of the warm-up have gone: what they hold would hide a leak. */
    private static Footprint settled() {
        Footprint least = Footprint.now();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int same = 0; same < STEADY && System.nanoTime() < end; same++) {
            LockSupport.parkNanos(STEP.toNanos());
            Footprint next = Footprint.now();
            if (next.instances() < least.instances()) {
                least = next;
                same = -1;
            }
        }
        return least;
    }

    /** A contender in an election, and one who follows it. */
    private static final class Standing {
        private final Contender contender = new Contender();
        private final LeaderElection election;
        private final LeaderRetrieval retrieval;

        Standing(HighAvailabilityServices services, String name) {
            election = services.leaderElection(name);
            retrieval = services.leaderRetrieval(name);
            election.start(contender);
            retrieval.start(leader -> {});
        }

        void awaitGrant() {
            contender.awaitGrant();
        }

        void close() {
            retrieval.close();
            election.close();
        }
    }

    private static final class Contender implements LeaderContender {
        private final CompletableFuture<Leadership> granted = new CompletableFuture<>();

        void awaitGrant() {
            granted.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }

        @Override
        public void onGranted(Leadership leadership) {
            granted.complete(leadership);
        }

        @Override
        public void onRevoked(Leadership leadership) {}
    }
}
