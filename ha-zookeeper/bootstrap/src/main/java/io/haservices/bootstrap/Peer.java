package io.haservices.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One server of the ensemble: a line {@code server.ID=...} of {@code zoo.cfg}.
 *
 * @param id its number
 * @param host where it runs, and which address it listens on
 * @param quorumPort where followers reach the leader
 * @param electionPort where the servers elect their leader
 * @param role whether it votes
 * @param clientHost the address for clients, if the line gives one
 * @param clientPort the port for clients, if the line gives one
 */
record Peer(
        int id,
        String host,
        int quorumPort,
        int electionPort,
        Role role,
        Optional<String> clientHost,
        Optional<Integer> clientPort) {
    static final int DEFAULT_QUORUM_PORT = 2888;
    static final int DEFAULT_ELECTION_PORT = 3888;

    /** Reads a line; {@code place} says in messages which one. */
    static Peer parse(int id, String text, String place) {
        String where = place + ": server." + id;
        if (text.contains("|")) {
            throw Endpoint.malformed(
                    where, text, "several addresses for one server are not supported by these scripts");
        }
        int semicolon = text.indexOf(';');
        Endpoint server = Endpoint.parse((semicolon < 0 ? text : text.substring(0, semicolon)).strip(), where);
        if (Endpoint.isWildcard(server.host())) {
            throw Endpoint.malformed(
                    where,
                    text,
                    "the other servers cannot reach it there; a client address may be " + server.host()
                            + ", behind ';'");
        }
        List<String> rest = new ArrayList<>(server.rest());
        Role role = takeRole(rest, where, text);
        if (rest.size() > 2) {
            throw Endpoint.malformed(where, text, "there are too many parts");
        }
        int quorumPort = rest.isEmpty() ? DEFAULT_QUORUM_PORT : Endpoint.port(rest.get(0), where);
        int electionPort = rest.size() < 2 ? DEFAULT_ELECTION_PORT : Endpoint.port(rest.get(1), where);
        if (quorumPort == electionPort) {
            throw Endpoint.malformed(where, text, "both ports are " + quorumPort);
        }
        Peer peer = new Peer(id, server.host(), quorumPort, electionPort, role, Optional.empty(), Optional.empty());
        return semicolon < 0
                ? peer
                : peer.withClient(text.substring(semicolon + 1).strip(), where);
    }

    private static Role takeRole(List<String> rest, String where, String text) {
        if (rest.isEmpty() || !rest.get(rest.size() - 1).matches("[A-Za-z].*")) {
            return Role.PARTICIPANT;
        }
        String role = rest.remove(rest.size() - 1);
        return switch (role.toLowerCase(Locale.ROOT)) {
            case "participant" -> Role.PARTICIPANT;
            case "observer" -> Role.OBSERVER;
            default ->
                throw Endpoint.malformed(
                        where, text, "'" + role + "' is no port and no role; a role is 'participant' or 'observer'");
        };
    }

    private Peer withClient(String text, String where) {
        if (text.matches("[0-9]*")) {
            return withClient(Optional.empty(), Endpoint.port(text, where));
        }
        Endpoint client = Endpoint.parse(text, where);
        if (client.rest().size() != 1) {
            throw Endpoint.malformed(where, text, "behind ';' stands a port, or address:port");
        }
        return withClient(
                Optional.of(client.host()), Endpoint.port(client.rest().get(0), where));
    }

    private Peer withClient(Optional<String> address, int port) {
        return new Peer(id, host, quorumPort, electionPort, role, address, Optional.of(port));
    }

    /** The line as every server version reads it; the client's part is written apart, for 3.4 does not know it here. */
    String line() {
        String ports = Endpoint.bracketed(host) + ":" + quorumPort + ":" + electionPort;
        return role == Role.OBSERVER ? ports + ":observer" : ports;
    }
}
