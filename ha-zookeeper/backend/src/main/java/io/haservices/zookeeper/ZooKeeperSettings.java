package io.haservices.zookeeper;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration, read and checked.
 *
 * @param quorum the servers, {@code host:port,...}
 * @param layout where things are
 * @param clusterName the cluster's id as it is shown in the names of threads
 */
record ZooKeeperSettings(
        String quorum,
        Layout layout,
        String clusterName,
        Duration sessionTimeout,
        Duration connectionTimeout,
        Duration retryWait,
        int maxRetries,
        Duration maxRetryWait,
        boolean creatorOnly,
        Map<String, String> authorization,
        boolean ensembleTracker,
        Optional<Duration> maxCloseWait,
        TlsSettings tls,
        SaslSettings sasl) {

    /** @throws ConfigurationException with all problems */
    static ZooKeeperSettings of(Configuration configuration, String clusterId) {
        Reading reading = new Reading(configuration);
        ZooKeeperSettings settings = reading.settings(clusterId);
        if (!reading.problems.isEmpty()) {
            throw new ConfigurationException(reading.problems);
        }
        return settings;
    }

    static List<String> problems(Configuration configuration, String clusterId) {
        Reading reading = new Reading(configuration);
        reading.settings(clusterId);
        return reading.problems;
    }

    /** What the client library has to be told beside the servers, the session timeout and the login. */
    Map<String, String> clientProperties() {
        return tls.clientProperties();
    }

    /** Collects every problem instead of stopping at the first. */
    private static final class Reading {
        private final Configuration configuration;
        private final List<String> problems = new ArrayList<>();

        Reading(Configuration configuration) {
            this.configuration = configuration;
        }

        ZooKeeperSettings settings(String clusterId) {
            Quorum quorum = quorum();
            boolean creatorOnly =
                    value(ZooKeeperOptions.ACL, ZooKeeperOptions.Access.OPEN) == ZooKeeperOptions.Access.CREATOR;
            Map<String, String> authorization = value(ZooKeeperOptions.AUTHORIZATION, Map.of());
            SaslSettings sasl = SaslSettings.read(configuration, problems);
            if (creatorOnly && authorization.isEmpty() && sasl.login().isEmpty()) {
                problems.add("'" + ZooKeeperOptions.ACL.key() + ": creator' needs an identity: log in by SASL, or set '"
                        + ZooKeeperOptions.AUTHORIZATION.key() + "', for instance to digest:user:password.");
            }
            problems.addAll(SecurityKeys.problems(configuration));
            return new ZooKeeperSettings(
                    quorum.servers(),
                    new Layout(clusterPath(quorum.chroot(), clusterId)),
                    clusterId.replaceAll("^/+|/+$", ""),
                    positive(ZooKeeperOptions.SESSION_TIMEOUT),
                    positive(ZooKeeperOptions.CONNECTION_TIMEOUT),
                    positive(ZooKeeperOptions.RETRY_WAIT),
                    retries(),
                    positive(ZooKeeperOptions.MAX_RETRY_WAIT),
                    creatorOnly,
                    authorization,
                    value(ZooKeeperOptions.ENSEMBLE_TRACKER, true),
                    find(ZooKeeperOptions.MAX_CLOSE_WAIT),
                    TlsSettings.read(configuration, problems),
                    sasl);
        }

        private Quorum quorum() {
            Optional<String> text = find(ZooKeeperOptions.QUORUM);
            if (text.isEmpty()) {
                problems.add(
                        "'" + ZooKeeperOptions.QUORUM.key() + "' is not set or blank. Name the ZooKeeper servers, for"
                                + " instance 'zk1:2181,zk2:2181,zk3:2181'.");
                return new Quorum("", "");
            }
            try {
                return Quorum.parse(text.get());
            } catch (IllegalArgumentException e) {
                problems.add("'" + ZooKeeperOptions.QUORUM.key() + "': '" + text.get()
                        + "' does not name ZooKeeper servers: " + e.getMessage() + ".");
                return new Quorum("", "");
            }
        }

        private String clusterPath(String chroot, String clusterId) {
            List<String> all = new ArrayList<>(ClusterPath.segments(ZooKeeperOptions.QUORUM.key(), chroot, problems));
            String root = value(ZooKeeperOptions.ROOT, "/");
            all.addAll(ClusterPath.segments(ZooKeeperOptions.ROOT.key(), root, problems));
            List<String> cluster = ClusterPath.segments("high-availability.cluster-id", clusterId, problems);
            if (cluster.isEmpty()) {
                problems.add("'high-availability.cluster-id': '" + clusterId + "' names no cluster.");
            }
            all.addAll(cluster);
            return "/" + String.join("/", all);
        }

        private int retries() {
            int retries = value(ZooKeeperOptions.MAX_RETRY_ATTEMPTS, 0);
            if (retries < 0) {
                problems.add("'" + ZooKeeperOptions.MAX_RETRY_ATTEMPTS.key() + "' must not be negative, but is "
                        + retries + ".");
            }
            return Math.max(0, retries);
        }

        private Duration positive(ConfigOption<Duration> option) {
            Duration duration = value(option, Duration.ofMillis(1));
            if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
                problems.add("'" + option.key() + "' must be between 1 ms and 24 days.");
                return Duration.ofMillis(1);
            }
            return duration;
        }

        private <T> T value(ConfigOption<T> option, T otherwise) {
            return find(option).orElse(otherwise);
        }

        private <T> Optional<T> find(ConfigOption<T> option) {
            try {
                return configuration.find(option);
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
                return Optional.empty();
            }
        }
    }
}
