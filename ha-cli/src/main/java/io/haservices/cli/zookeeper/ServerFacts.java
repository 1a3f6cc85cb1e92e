package io.haservices.cli.zookeeper;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server told of itself, by the names of the JSON fields; no answer holds everything.
 *
 * @param values the facts
 */
record ServerFacts(Map<String, String> values) {
    static final ServerFacts NONE = new ServerFacts(Map.of());
    static final String MODE = "mode";
    static final String VERSION = "version";
    static final String CONNECTIONS = "connections";
    static final String SESSIONS = "sessions";
    static final String LATENCY_MIN = "min";
    static final String LATENCY_AVG = "avg";
    static final String LATENCY_MAX = "max";
    private static final String ENSEMBLE_SESSIONS = "ensemble_sessions";
    private static final Pattern SESSION = Pattern.compile("[(,]sid=0x([0-9a-f]+)");
    private static final Pattern LATENCY = Pattern.compile("([0-9.]+)/([0-9.]+)/([0-9.]+)");

    /** How {@code srvr} and {@code mntr} call them, in each version. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("Zookeeper version", VERSION),
            Map.entry("zk_version", VERSION),
            Map.entry("Mode", MODE),
            Map.entry("zk_server_state", MODE),
            Map.entry("Connections", CONNECTIONS),
            Map.entry("zk_num_alive_connections", CONNECTIONS),
            Map.entry("zk_min_latency", LATENCY_MIN),
            Map.entry("zk_avg_latency", LATENCY_AVG),
            Map.entry("zk_max_latency", LATENCY_MAX),
            Map.entry("zk_global_sessions", ENSEMBLE_SESSIONS));

    static ServerFacts of(Reply reply) {
        return new ServerFacts(reply.word().equals("cons") ? sessions(reply) : named(reply));
    }

    private static Map<String, String> sessions(Reply reply) {
        long sessions = reply.lines()
                .map(SESSION::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .distinct()
                .count();
        return Map.of(SESSIONS, Long.toString(sessions));
    }

    private static Map<String, String> named(Reply reply) {
        Map<String, String> values = new TreeMap<>();
        reply.lines().forEach(line -> {
            String[] parts = line.split("[:\t]", 2);
            if (parts.length < 2) {
                return;
            }
            String value = parts[1].strip();
            Matcher latency = LATENCY.matcher(value);
            if (parts[0].startsWith("Latency") && latency.matches()) {
                values.put(LATENCY_MIN, latency.group(1));
                values.put(LATENCY_AVG, latency.group(2));
                values.put(LATENCY_MAX, latency.group(3));
            }
            String name = NAMES.get(parts[0]);
            if (name != null) {
                values.put(name, tidy(name, value));
            }
        });
        return values;
    }

    private static String tidy(String name, String value) {
        return switch (name) {
            case VERSION -> value.split("[-,]", 2)[0];
            // The one that asks is counted, too.
            case CONNECTIONS ->
                value.matches("[0-9]{1,9}") ? Integer.toString(Math.max(0, Integer.parseInt(value) - 1)) : value;
            default -> value;
        };
    }

    /** These facts; what was told before stays. */
    ServerFacts and(ServerFacts more) {
        Map<String, String> all = new TreeMap<>(more.values);
        all.putAll(values);
        return new ServerFacts(all);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Long> number(String name) {
        return text(name).filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
    }

    Optional<Double> fraction(String name) {
        return text(name)
                .filter(text -> text.matches("[0-9]{1,15}(\\.[0-9]{1,15})?"))
                .map(Double::valueOf);
    }

    /** The sessions of all servers together, which versions before 3.6 don't tell. */
    Optional<Long> ensembleSessions() {
        return number(ENSEMBLE_SESSIONS);
    }
}
