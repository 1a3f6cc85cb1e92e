package io.haservices.zookeeper;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The options of this backend, under Apache Flink's keys. */
final class ZooKeeperOptions {
    private static final String PREFIX = "high-availability.zookeeper.";
    private static final String CLIENT = PREFIX + "client.";

    static final ConfigOption<String> QUORUM = ConfigOption.of(PREFIX + "quorum", OptionType.STRING)
            .deprecating("recovery.zookeeper.quorum")
            .describedAs("The ZooKeeper servers, as host:port,host:port,...; name all of them.");

    static final ConfigOption<String> ROOT = ConfigOption.of(PREFIX + "path.root", OptionType.STRING)
            .defaultTo("/flink")
            .deprecating("recovery.zookeeper.path.root")
            .describedAs("The node beneath which every cluster has its own.");

    static final ConfigOption<Duration> SESSION_TIMEOUT = ConfigOption.of(
                    CLIENT + "session-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(60))
            .deprecating("recovery.zookeeper.client.session-timeout")
            .describedAs(
                    "How long the servers keep the session of a process that went silent. They may shorten or lengthen it"
                            + " (2 to 20 of their ticks by default); 'ha status' and 'ha config validate' show what was"
                            + " negotiated, and why.");

    static final ConfigOption<Duration> CONNECTION_TIMEOUT = ConfigOption.of(
                    CLIENT + "connection-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(15))
            .deprecating("recovery.zookeeper.client.connection-timeout")
            .describedAs("How long a request waits for a connection before it is given up, if that is shorter than"
                    + " high-availability.request-timeout.");

    static final ConfigOption<Duration> RETRY_WAIT = ConfigOption.of(CLIENT + "retry-wait", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(5))
            .deprecating("recovery.zookeeper.client.retry-wait")
            .describedAs(
                    "How long to wait before what failed is tried once more: a read whose connection was lost for the second time,"
                            + " a watch that failed on a live connection, a client that could not be made. Grows with every failure"
                            + " up to max-retry-wait. What a lost connection interrupts for the first time goes on as soon as there"
                            + " is one again.");

    static final ConfigOption<Integer> MAX_RETRY_ATTEMPTS = ConfigOption.of(
                    CLIENT + "max-retry-attempts", OptionType.INTEGER)
            .defaultTo(3)
            .deprecating("recovery.zookeeper.client.max-retry-attempts")
            .describedAs(
                    "How often a read whose connection was lost is repeated, within high-availability.request-timeout."
                            + " A commit whose answer was lost is never repeated by itself.");

    static final ConfigOption<Duration> MAX_RETRY_WAIT = ConfigOption.of(CLIENT + "max-retry-wait", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(60))
            .describedAs("The longest wait between two tries; a longer retry-wait is cut to it.");

    static final ConfigOption<Access> ACL = ConfigOption.of(CLIENT + "acl", OptionType.oneOf(Access.class))
            .defaultTo(Access.OPEN)
            .deprecating("recovery.zookeeper.client.acl")
            .describedAs(
                    "Who may read and write what this process creates: everybody (open), or only who logs in as it does"
                            + " (creator, which needs a login by SASL, or " + CLIENT + "authorization)."
                            + " With a login by SASL it is that identity alone which counts.");

    static final ConfigOption<Map<String, String>> AUTHORIZATION = ConfigOption.of(
                    CLIENT + "authorization", OptionType.MAP)
            .secretValue()
            .describedAs("Who this process is, as scheme:identity, for instance digest:user:password.");

    static final ConfigOption<Boolean> ENSEMBLE_TRACKER = ConfigOption.of(
                    CLIENT + "ensemble-tracker", OptionType.BOOLEAN)
            .defaultTo(true)
            .describedAs(
                    "Whether later connections may also go to the servers that the ensemble itself names as its members (servers"
                            + " from 3.5 on, dynamic reconfiguration). Those of " + QUORUM.key()
                            + " always stay in use; a list with an"
                            + " address that leads nowhere is not followed. Not together with TLS, for the ensemble names plain ports.");

    static final ConfigOption<Duration> MAX_CLOSE_WAIT = ConfigOption.of(CLIENT + "max-close-wait", OptionType.DURATION)
            .describedAs(
                    "How long closing waits for the servers, if that is shorter than high-availability.request-timeout.");

    /** Read by what starts the servers; here only so that it is known. */
    static final ConfigOption<Integer> SERVER_HEAP = ConfigOption.of("zookeeper.heap.mb", OptionType.INTEGER)
            .defaultTo(0)
            .describedAs(
                    "The memory of each server that bin/zookeeper.sh and bin/start-zookeeper-quorum.sh start, in MB;"
                            + " 0: as Java decides.");

    /** Who may touch what this process creates. */
    enum Access {
        OPEN,
        CREATOR
    }

    private ZooKeeperOptions() {}

    static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> all = new ArrayList<>(List.of(
                QUORUM,
                ROOT,
                SESSION_TIMEOUT,
                CONNECTION_TIMEOUT,
                RETRY_WAIT,
                MAX_RETRY_ATTEMPTS,
                MAX_RETRY_WAIT,
                ACL,
                AUTHORIZATION,
                ENSEMBLE_TRACKER,
                MAX_CLOSE_WAIT,
                SERVER_HEAP));
        all.addAll(SaslOptions.all());
        all.addAll(TlsOptions.all());
        all.addAll(ignored());
        return List.copyOf(all);
    }

    /** What a Flink configuration may hold and what has no meaning here. */
    private static List<ConfigOption<?>> ignored() {
        String ownLayout = "HA Services has a layout of its own beneath the cluster's node";
        List<ConfigOption<?>> ignored = new ArrayList<>();
        for (String name : List.of(
                "jobgraphs",
                "execution-plans",
                "latch",
                "leader",
                "checkpoints",
                "checkpoint-counter",
                "running-registry",
                "mesos-workers")) {
            ignored.add(ignored(PREFIX + "path." + name, ownLayout, "recovery.zookeeper.path." + name));
        }
        return ignored;
    }

    private static ConfigOption<String> ignored(String key, String reason, String... deprecated) {
        return ConfigOption.of(key, OptionType.STRING)
                .deprecating(deprecated)
                .ignoredBecause(reason)
                .describedAs("Accepted because Apache Flink has it; without effect.");
    }
}
