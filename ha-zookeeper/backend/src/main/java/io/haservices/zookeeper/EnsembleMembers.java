package io.haservices.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the ensemble itself says of its members, in the node where it keeps its own configuration.
 *
 * @param addresses where clients reach the members, {@code host:port} each; empty if it names none, or if one cannot be used
 * @param problem what is wrong with an address
 */
record EnsembleMembers(List<String> addresses, Optional<String> problem) {
    private static final Pattern WILDCARD = Pattern.compile("0\\.0\\.0\\.0|\\[(0*:)+0*(0\\.0\\.0\\.0)?]|\\*");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[\\d.]+|\\[(0*:)+0*1]");

    /**
     * Reads {@code server.N=host:port:port[:role];[clientHost:]clientPort} lines; others do not count.
     *
     * @param configured the servers as the user named them
     */
    static EnsembleMembers read(String configuration, String configured) {
        List<String> addresses = new ArrayList<>();
        for (String line : configuration.lines().map(String::trim).toList()) {
            int client = line.indexOf(';');
            // Servers whose client port stands in their own zoo.cfg tell nothing of it.
            if (!line.startsWith("server.") || client < 0) {
                continue;
            }
            String address = line.substring(client + 1).trim();
            Optional<String> problem = problem(address, configured);
            if (problem.isPresent()) {
                String server = line.substring(0, Math.max(line.indexOf('='), 0));
                return new EnsembleMembers(
                        List.of(), problem.map(text -> server + " has the client address '" + address + "': " + text));
            }
            addresses.add(address);
        }
        return new EnsembleMembers(List.copyOf(addresses), Optional.empty());
    }

    private static Optional<String> problem(String address, String configured) {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            return Optional.of("it names no host");
        }
        String host = address.substring(0, colon).toLowerCase(Locale.ROOT);
        if (host.isEmpty() || WILDCARD.matcher(host).matches()) {
            return Optional.of("it names no host");
        }
        try {
            if (address.contains(",") || !Quorum.parse(address).servers().equals(address)) {
                return Optional.of("it is not one host:port");
            }
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (LOOPBACK.matcher(host).matches() && !anyLoopback(configured)) {
            return Optional.of("that is this machine, and another one for every client");
        }
        return Optional.empty();
    }

    private static boolean anyLoopback(String servers) {
        for (String server : servers.toLowerCase(Locale.ROOT).split(",")) {
            if (LOOPBACK.matcher(server.substring(0, Math.max(0, server.lastIndexOf(':'))))
                    .matches()) {
                return true;
            }
        }
        return false;
    }
}
