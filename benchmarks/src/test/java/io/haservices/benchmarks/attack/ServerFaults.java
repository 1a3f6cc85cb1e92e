package io.haservices.benchmarks.attack;

import static io.haservices.benchmarks.attack.Fault.happened;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens to the servers. */
final class ServerFaults {
    private ServerFaults() {}

    /** A fault of one node. */
    private abstract static class OfANode implements Fault {
        private final Duration lasting;
        private int node;

        OfANode(Duration lasting) {
            this.lasting = lasting;
        }

        @Override
        public final Duration lasting() {
            return lasting;
        }

        @Override
        public final void begin(Battlefield field) {
            int leader = field.cluster().leader();
            node = choose(field, leader);
            begin(field.cluster(), node, field);
        }

        @Override
        public final String end(Battlefield field) {
            return "node " + node + " " + end(field.cluster(), node, field);
        }

        /** The leader, unless it is another. */
        int choose(Battlefield field, int leader) {
            return leader;
        }

        abstract void begin(Cluster cluster, int node, Battlefield field);

        abstract String end(Cluster cluster, int node, Battlefield field);
    }

    /** {@code kill -9} of the leader. */
    static final class Killed extends OfANode {
        Killed() {
            super(Duration.ofSeconds(2));
        }

        @Override
        void begin(Cluster cluster, int node, Battlefield field) {
            cluster.kill(node);
        }

        @Override
        String end(Cluster cluster, int node, Battlefield field) {
            happened(!cluster.isRunning(node) && cluster.leader() != node, "the node leads on");
            cluster.start(node);
            return "was killed";
        }
    }

    /** SIGSTOP of the leader. */
    static final class Stopped extends OfANode {
        Stopped() {
            super(Duration.ofSeconds(4));
        }

        @Override
        void begin(Cluster cluster, int node, Battlefield field) {
            cluster.pause(node);
        }

        @Override
        String end(Cluster cluster, int node, Battlefield field) {
            boolean replaced = cluster.leader() != node;
            cluster.resume(node);
            happened(replaced, "no other node led");
            return "was stopped while another led";
        }
    }

    /** The leader reaches none of its peers, while clients reach it. */
    static final class LeaderCutOff extends OfANode {
        LeaderCutOff() {
            super(Duration.ofSeconds(5));
        }

        @Override
        void begin(Cluster cluster, int node, Battlefield field) {
            cluster.isolate(node);
        }

        @Override
        String end(Cluster cluster, int node, Battlefield field) {
            boolean replaced = cluster.leader() != node;
            cluster.healLinks();
            happened(replaced, "no other node led");
            return "led, and was cut off while another led";
        }
    }

    /** One of those that do not lead reaches none of its peers. */
    static final class MinorityCutOff extends OfANode {
        MinorityCutOff() {
            super(Duration.ofSeconds(4));
        }

        @Override
        int choose(Battlefield field, int leader) {
            return field.otherThan(leader);
        }

        @Override
        void begin(Cluster cluster, int node, Battlefield field) {
            cluster.isolate(node);
        }

        @Override
        String end(Cluster cluster, int node, Battlefield field) {
            boolean led = cluster.leader() != node;
            cluster.healLinks();
            happened(led, "it leads by itself");
            return "was cut off";
        }
    }

    /** What the leader sends to its peers is lost, while it hears them. */
    static final class OneWay extends OfANode {
        OneWay() {
            super(Duration.ofSeconds(5));
        }

        @Override
        void begin(Cluster cluster, int node, Battlefield field) {
            for (int other = 1; other <= Cluster.NODES; other++) {
                if (other != node) {
                    cluster.cutOneWay(node, other);
                }
            }
        }

        @Override
        String end(Cluster cluster, int node, Battlefield field) {
            boolean replaced = cluster.leader() != node;
            cluster.healLinks();
            happened(replaced, "no other node led");
            return "led, and was not heard while another led";
        }
    }

    /** The leader's log reaches its disk slowly. */
    static final class SlowDisk extends OfANode {
        private static final Duration DELAY = Duration.ofMillis(250);
        private @Nullable Tracing tracing;

        SlowDisk() {
            super(Duration.ofSeconds(4));
        }

        @Override
        public Optional<String> obstacle(Battlefield field) {
            return Tracing.obstacle();
        }

        @Override
        void begin(Cluster cluster, int node, Battlefield field) {
            tracing = Tracing.slow(cluster.pid(node), DELAY, field.newTrace());
        }

        @Override
        String end(Cluster cluster, int node, Battlefield field) {
            long slow = tracing == null ? 0 : tracing.end();
            happened(slow > 0, "no fsync was slow");
            return "had " + slow + " fsyncs that took " + DELAY.toMillis() + " ms longer";
        }
    }

    /** A node's log does not reach its disk: the node may give up, and is started again. */
    static final class BrokenDisk extends OfANode {
        private @Nullable Tracing tracing;

        BrokenDisk() {
            super(Duration.ofSeconds(3));
        }

        @Override
        public Optional<String> obstacle(Battlefield field) {
            return Tracing.obstacle();
        }

        @Override
        int choose(Battlefield field, int leader) {
            return field.anyNode();
        }

        @Override
        void begin(Cluster cluster, int node, Battlefield field) {
            tracing = Tracing.failing(cluster.pid(node), field.newTrace());
        }

        @Override
        String end(Cluster cluster, int node, Battlefield field) {
            long failed = tracing == null ? 0 : tracing.end();
            boolean lives = cluster.isRunning(node);
            cluster.kill(node);
            cluster.start(node);
            happened(failed > 0, "no fsync failed");
            return "had " + failed + " fsyncs that failed, and " + (lives ? "went on" : "gave up");
        }
    }

    /** A node has no space left: it may give up, and is started again when there is some. */
    static final class FullDisk extends OfANode {
        private long begun;

        FullDisk() {
            super(Duration.ofSeconds(4));
        }

        @Override
        public Optional<String> obstacle(Battlefield field) {
            return field.smallDisk().isPresent() ? Optional.empty() : Optional.of(SmallDisk.OBSTACLE);
        }

        @Override
        int choose(Battlefield field, int leader) {
            return Cluster.ON_SMALL_DISK;
        }

        @Override
        void begin(Cluster cluster, int node, Battlefield field) {
            field.smallDisk().orElseThrow().fill();
            begun = System.nanoTime();
        }

        @Override
        public void during(Battlefield field) {
            // What the node itself gives up is taken as well.
            field.smallDisk().filter(disk -> disk.free() > 0).ifPresent(SmallDisk::fill);
        }

        @Override
        String end(Cluster cluster, int node, Battlefield field) {
            SmallDisk disk = field.smallDisk().orElseThrow();
            long free = disk.free();
            boolean lives = cluster.isRunning(node);
            long written =
                    field.history().count(operation -> operation.isAcknowledgedWrite() && operation.invoked() > begun);
            disk.empty();
            cluster.kill(node);
            cluster.start(node);
            happened(free == 0, free + " bytes were free");
            return "had no space left during " + written + " writes, and " + (lives ? "went on" : "gave up");
        }
    }

    /** All nodes are started again, one after another. */
    static final class RollingRestart implements Fault {
        private int restarted;

        @Override
        public Duration lasting() {
            return Duration.ZERO;
        }

        @Override
        public void begin(Battlefield field) {
            for (int node = 1; node <= Cluster.NODES; node++) {
                long before = field.cluster().pid(node);
                field.cluster().kill(node);
                field.cluster().start(node);
                field.cluster().awaitReady();
                restarted += field.cluster().pid(node) == before ? 0 : 1;
            }
        }

        @Override
        public String end(Battlefield field) {
            happened(restarted == Cluster.NODES, restarted + " nodes are others than before");
            return "all nodes were started again";
        }
    }
}
