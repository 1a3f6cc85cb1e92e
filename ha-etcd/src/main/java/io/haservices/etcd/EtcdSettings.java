package io.haservices.etcd;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configuration, read and checked.
 *
 * @param layout where things are
 * @param clusterName the cluster's id as it is shown in the names of threads
 * @param leaseSeconds what is asked for
 * @param tryTimeout how long one server may take to answer
 */
record EtcdSettings(
        Servers servers,
        Layout layout,
        String clusterName,
        long leaseSeconds,
        Duration tryTimeout,
        Credentials credentials,
        TlsFiles tls) {

    /** @throws ConfigurationException with all problems */
    static EtcdSettings of(Configuration configuration, String clusterId) {
        Reading reading = new Reading(configuration);
        EtcdSettings settings = reading.settings(clusterId);
        if (!reading.problems.isEmpty()) {
            throw new ConfigurationException(reading.problems);
        }
        return settings;
    }

    /** The same for other servers. */
    EtcdSettings with(Servers others) {
        return new EtcdSettings(others, layout, clusterName, leaseSeconds, tryTimeout, credentials, tls);
    }

    static List<String> problems(Configuration configuration, String clusterId) {
        Reading reading = new Reading(configuration);
        reading.settings(clusterId);
        return reading.problems;
    }

    /** Collects every problem instead of stopping at the first. */
    private static final class Reading {
        private final Configuration configuration;
        private final List<String> problems = new ArrayList<>();

        Reading(Configuration configuration) {
            this.configuration = configuration;
        }

        EtcdSettings settings(String clusterId) {
            Servers servers = servers();
            TlsFiles tls = new TlsFiles(
                    servers.tls(), file(EtcdOptions.TLS_CA), file(EtcdOptions.TLS_CERT), file(EtcdOptions.TLS_KEY));
            // Without any server nothing can be said about what fits to them.
            if (!servers.toString().isEmpty()) {
                tls.check(problems);
            }
            Duration ttl = positive(EtcdOptions.LEASE_TTL);
            return new EtcdSettings(
                    servers,
                    new Layout(clusterPath(clusterId)),
                    clusterId.replaceAll("^/+|/+$", ""),
                    Math.max(1, ttl.plusMillis(999).toSeconds()),
                    positive(EtcdOptions.REQUEST_TIMEOUT),
                    credentials(),
                    tls);
        }

        private Servers servers() {
            List<Endpoint> endpoints = new ArrayList<>();
            List<String> given = find(EtcdOptions.ENDPOINTS).orElse(List.of());
            boolean lookup = given.stream().anyMatch(text -> text.trim().startsWith(SrvRecords.SCHEME));
            if (lookup && given.size() > 1) {
                problems.add("'" + EtcdOptions.ENDPOINTS.key() + "': what begins with " + SrvRecords.SCHEME
                        + " names all servers, and stands alone.");
                return new NamedServers(List.of());
            }
            for (String text : given) {
                try {
                    if (lookup) {
                        return SrvRecords.parse(text);
                    }
                    endpoints.add(Endpoint.parse(text));
                } catch (IllegalArgumentException e) {
                    problems.add("'" + EtcdOptions.ENDPOINTS.key() + "': '" + text + "' is no endpoint of etcd: "
                            + e.getMessage() + ".");
                }
            }
            if (given.isEmpty() && problems.isEmpty()) {
                problems.add("'" + EtcdOptions.ENDPOINTS.key() + "' is not set or blank. Name the etcd servers, for"
                        + " instance 'http://etcd1:2379,http://etcd2:2379,http://etcd3:2379'.");
            }
            if (endpoints.stream().map(Endpoint::tls).distinct().count() > 1) {
                problems.add("'" + EtcdOptions.ENDPOINTS.key() + "' mixes http:// and https://; use one of them.");
            }
            return new NamedServers(endpoints.stream().distinct().toList());
        }

        private String clusterPath(String clusterId) {
            String root = find(EtcdOptions.ROOT).orElse("");
            List<String> all = new ArrayList<>(ClusterPath.segments(EtcdOptions.ROOT.key(), root, problems));
            List<String> cluster = ClusterPath.segments("high-availability.cluster-id", clusterId, problems);
            if (cluster.isEmpty()) {
                problems.add("'high-availability.cluster-id': '" + clusterId + "' names no cluster.");
            }
            all.addAll(cluster);
            return "/" + String.join("/", all);
        }

        private Credentials credentials() {
            String user = find(EtcdOptions.USER).orElse("");
            String password = find(EtcdOptions.PASSWORD).orElse("");
            Optional<Path> passwordFile = file(EtcdOptions.PASSWORD_FILE);
            if (!password.isEmpty() && passwordFile.isPresent()) {
                problems.add("'" + EtcdOptions.PASSWORD.key() + "' and '" + EtcdOptions.PASSWORD_FILE.key()
                        + "' are both set; set one of them.");
            } else if (user.isEmpty() != (password.isEmpty() && passwordFile.isEmpty())) {
                problems.add("'" + EtcdOptions.USER.key() + "' and '" + EtcdOptions.PASSWORD.key() + "' (or '"
                        + EtcdOptions.PASSWORD_FILE.key() + "') belong together: set both or neither.");
            }
            Credentials credentials = new Credentials(user, password, passwordFile);
            credentials.check(problems);
            return credentials;
        }

        private Optional<Path> file(ConfigOption<String> option) {
            try {
                return find(option).map(Path::of);
            } catch (InvalidPathException e) {
                problems.add("'" + option.key() + "': '" + e.getInput() + "' is no path of a file.");
                return Optional.empty();
            }
        }

        private Duration positive(ConfigOption<Duration> option) {
            Duration duration = find(option).orElse(Duration.ofSeconds(1));
            if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
                problems.add("'" + option.key() + "' must be between 1 ms and 24 days.");
                return Duration.ofSeconds(1);
            }
            return duration;
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
