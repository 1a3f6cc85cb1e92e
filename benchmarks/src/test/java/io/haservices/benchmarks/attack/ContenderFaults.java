package io.haservices.benchmarks.attack;

import static io.haservices.benchmarks.attack.Fault.happened;

import io.haservices.testkit.proxy.Direction;
import io.haservices.testkit.proxy.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What happens to the contender that leads, or to all. */
final class ContenderFaults {
    private static final Duration PAST_THE_SESSION = Battlefield.SESSION.multipliedBy(2);

    private ContenderFaults() {}

    /** A fault of whoever leads when it begins. */
    private abstract static class OfTheLeader implements Fault {
        private @Nullable Contender target;
        private String client = "";

        @Override
        public final void begin(Battlefield field) {
            Contender leading = field.leading();
            target = leading;
            client = leading.client();
            begin(field, leading);
        }

        @Override
        public final String end(Battlefield field) {
            return client + " " + end(field, target());
        }

        final Contender target() {
            Contender chosen = target;
            if (chosen == null) {
                throw new IllegalStateException("not begun");
            }
            return chosen;
        }

        /** Whether somebody else was granted a term after the one that the target held. */
        final boolean wasReplaced(Battlefield field) {
            long held = field.history().terms().stream()
                    .filter(term -> term.client().equals(client))
                    .mapToLong(Term::epoch)
                    .max()
                    .orElseThrow();
            return field.history().terms().stream()
                    .anyMatch(term -> term.epoch() > held && !term.client().equals(client));
        }

        abstract void begin(Battlefield field, Contender leader);

        abstract String end(Battlefield field, Contender leader);
    }

    /** {@code kill -9}. */
    static final class Killed extends OfTheLeader {
        @Override
        public Duration lasting() {
            return Duration.ofSeconds(1);
        }

        @Override
        void begin(Battlefield field, Contender leader) {
            leader.kill();
        }

        @Override
        String end(Battlefield field, Contender leader) {
            happened(!leader.isRunning(), "the leader runs");
            leader.start();
            field.leading();
            happened(wasReplaced(field), "nobody else leads");
            return "was killed";
        }
    }

    /** SIGSTOP, for longer than its session lasts. */
    static final class Stopped extends OfTheLeader {
        @Override
        public Duration lasting() {
            return PAST_THE_SESSION;
        }

        @Override
        void begin(Battlefield field, Contender leader) {
            leader.pause();
        }

        @Override
        String end(Battlefield field, Contender leader) {
            boolean replaced = wasReplaced(field);
            leader.resume();
            happened(replaced, "nobody else led while the leader was stopped");
            return "was stopped while another led";
        }
    }

    /** It reaches no server. */
    static final class CutOff extends OfTheLeader {
        @Override
        public Duration lasting() {
            return PAST_THE_SESSION.plusSeconds(1);
        }

        @Override
        void begin(Battlefield field, Contender leader) {
            leader.proxies().forEach(FaultProxy::hold);
        }

        @Override
        String end(Battlefield field, Contender leader) {
            boolean replaced = wasReplaced(field);
            leader.proxies().forEach(FaultProxy::heal);
            happened(replaced, "nobody else led while the leader was cut off");
            return "was cut off while another led";
        }
    }

    /** What it sends arrives, and no answer comes. */
    static final class OneWay extends OfTheLeader {
        private long before;

        @Override
        public Duration lasting() {
            return PAST_THE_SESSION.plusSeconds(1);
        }

        @Override
        void begin(Battlefield field, Contender leader) {
            before = swallowed(leader);
            leader.proxies().forEach(proxy -> proxy.swallow(Direction.TO_CLIENT));
        }

        @Override
        String end(Battlefield field, Contender leader) {
            long bytes = swallowed(leader) - before;
            leader.proxies().forEach(FaultProxy::heal);
            happened(bytes > 0, "no answer was swallowed");
            return "was not told " + bytes + " bytes";
        }

        private static long swallowed(Contender leader) {
            return leader.proxies().stream()
                    .mapToLong(proxy -> proxy.counters().bytesSwallowed())
                    .sum();
        }
    }

    /** Requests are carried out, and then the connection breaks before the answer. */
    static final class LostReplies extends OfTheLeader {
        private static final int LEAST = 2;
        private static final int TURNS_A_CUT = 3;
        private final List<CompletableFuture<Void>> cuts = new ArrayList<>();
        private int turns;

        @Override
        public Duration lasting() {
            return Duration.ofSeconds(4);
        }

        @Override
        void begin(Battlefield field, Contender leader) {}

        @Override
        public void during(Battlefield field) {
            if (turns % TURNS_A_CUT == 0) {
                // One of them is in use; what the others were told is replaced next time.
                field.leading().proxies().forEach(proxy -> cuts.add(proxy.cutAfter(Direction.TO_CLIENT, 0)));
            }
            turns++;
        }

        @Override
        String end(Battlefield field, Contender leader) {
            field.contenders().forEach(contender -> contender.proxies().forEach(FaultProxy::heal));
            long lost = cuts.stream()
                    .filter(cut -> cut.isDone() && !cut.isCancelled())
                    .count();
            happened(lost >= LEAST, lost + " replies were lost");
            return "and those after it lost " + lost + " replies";
        }
    }

    /** Its wall clock jumps forth and back, by hours. */
    static final class ClockSteps extends OfTheLeader {
        private static final Duration STEP = Duration.ofHours(3);
        private long begun;
        private int steps;

        @Override
        public Optional<String> obstacle(Battlefield field) {
            return field.clock().obstacle();
        }

        @Override
        public Duration lasting() {
            return Duration.ofSeconds(2);
        }

        @Override
        void begin(Battlefield field, Contender leader) {
            begun = System.nanoTime();
        }

        @Override
        public void during(Battlefield field) {
            steps++;
            field.clock().set(field.numberOf(target()), steps % 2 == 0 ? STEP.negated() : STEP);
        }

        @Override
        String end(Battlefield field, Contender leader) {
            field.clock().set(field.numberOf(leader), Duration.ZERO);
            List<Long> ahead = field.history().clocks().stream()
                    .filter(clock -> clock.client().equals(leader.client()) && clock.at() > begun)
                    .map(History.Clock::aheadMillis)
                    .toList();
            long range = ahead.stream().mapToLong(Long::longValue).max().orElse(0)
                    - ahead.stream().mapToLong(Long::longValue).min().orElse(0);
            happened(range > STEP.toMillis(), "its clock moved by " + range + " ms at most");
            boolean leads = field.leading() == leader;
            return "saw its clock jump by " + range / 3_600_000 + " h, and " + (leads ? "led on" : "lost its term");
        }
    }

    /** All contenders' packets are late, by turns very late; and now and then a connection breaks. */
    static final class DelayAndLoss implements Fault {
        private static final Duration DELAY = Duration.ofMillis(20);
        private static final Duration JITTER = Duration.ofMillis(150);
        private int turns;
        private int resets;
        private long before;

        @Override
        public Duration lasting() {
            return Duration.ofSeconds(5);
        }

        @Override
        public void begin(Battlefield field) {
            before = bytes(field);
            field.contenders().forEach(contender -> contender.proxies().forEach(proxy -> proxy.delay(DELAY, JITTER)));
        }

        @Override
        public void during(Battlefield field) {
            turns++;
            if (turns % 4 == 0) {
                resets++;
                Contender unlucky = field.contenders()
                        .get(field.random().nextInt(field.contenders().size()));
                unlucky.proxies().forEach(FaultProxy::reset);
            }
        }

        @Override
        public String end(Battlefield field) {
            long late = bytes(field) - before;
            field.contenders().forEach(contender -> contender.proxies().forEach(FaultProxy::heal));
            happened(late > 0 && resets > 0, late + " bytes were late, " + resets + " contenders' connections broke");
            return late + " bytes were late, " + resets + " times a contender's connections broke";
        }

        private static long bytes(Battlefield field) {
            return field.contenders().stream()
                    .flatMap(contender -> contender.proxies().stream())
                    .mapToLong(proxy -> proxy.counters().bytesToClient())
                    .sum();
        }
    }

    /** No contender reaches one of the servers. */
    static final class OneServerAway implements Fault {
        private int node;
        private int held;
        private long before;

        @Override
        public Duration lasting() {
            return Duration.ofSeconds(4);
        }

        @Override
        public void begin(Battlefield field) {
            node = IntStream.rangeClosed(1, Cluster.NODES)
                    .boxed()
                    .max(Comparator.comparingInt(candidate -> open(field, candidate)))
                    .orElseThrow();
            held = open(field, node);
            before = connections(field);
            field.contenders()
                    .forEach(contender -> contender.proxies().get(node - 1).hold());
        }

        @Override
        public String end(Battlefield field) {
            long moved = connections(field) - before;
            field.contenders()
                    .forEach(contender -> contender.proxies().get(node - 1).heal());
            happened(held > 0, "nobody was connected to node " + node);
            return held + " connections to node " + node + " were held, and " + moved + " made elsewhere or in vain";
        }

        private static int open(Battlefield field, int node) {
            return field.contenders().stream()
                    .mapToInt(contender ->
                            contender.proxies().get(node - 1).counters().openConnections())
                    .sum();
        }

        private static long connections(Battlefield field) {
            return field.contenders().stream()
                    .flatMap(contender -> contender.proxies().stream())
                    .mapToLong(proxy -> proxy.counters().connections())
                    .sum();
        }
    }

    /** Nothing can be written to or read from the storage. */
    static final class StorageAway implements Fault {
        private long begun;

        @Override
        public Duration lasting() {
            return Duration.ofSeconds(3);
        }

        @Override
        public void begin(Battlefield field) {
            begun = System.nanoTime();
            field.storage().takeAway();
        }

        @Override
        public String end(Battlefield field) {
            field.storage().giveBack();
            long failed = field.history()
                    .count(operation -> operation.invoked() > begun
                            && operation.outcome().equals(Journal.FAILED)
                            && operation.isWrite()
                            && operation.why().contains("Storage"));
            happened(failed > 0, "no write failed");
            return failed + " writes failed";
        }
    }
}
