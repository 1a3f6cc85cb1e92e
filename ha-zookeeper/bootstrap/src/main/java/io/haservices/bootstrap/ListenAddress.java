package io.haservices.bootstrap;

import java.util.ArrayList;
import java.util.List;

/**
 * One place where a server listens.
 *
 * @param peer the server
 * @param use for what: client, TLS client, quorum or election
 * @param host the name or address, perhaps that for all addresses
 * @param port the port
 * @param key the setting that says so, for messages
 */
record ListenAddress(Peer peer, String use, String host, int port, String key) {
    static List<ListenAddress> of(ZooCfg cfg, Peer peer) {
        List<ListenAddress> all = new ArrayList<>();
        String line = "server." + peer.id();
        ClientAddress client = ClientAddress.of(cfg, peer);
        if (!client.secure()) {
            boolean common = peer.clientPort().isEmpty() && cfg.settings().containsKey(ClientAddress.PORT);
            all.add(new ListenAddress(
                    peer, "client", client.bound(), client.port(), common ? ClientAddress.PORT : line));
        }
        ClientAddress.secure(cfg, peer)
                .ifPresent(secure -> all.add(new ListenAddress(
                        peer, "TLS client", secure.bound(), secure.port(), ClientAddress.SECURE_PORT)));
        // A server that is alone has nobody to talk to, and opens no other port.
        if (cfg.peers().size() > 1) {
            boolean everywhere =
                    cfg.settings().getOrDefault("quorumListenOnAllIPs", "").equalsIgnoreCase("true");
            String host = everywhere ? "0.0.0.0" : peer.host();
            all.add(new ListenAddress(peer, "quorum", host, peer.quorumPort(), line));
            all.add(new ListenAddress(peer, "election", host, peer.electionPort(), line));
        }
        return all;
    }

    boolean meets(ListenAddress other) {
        return port == other.port
                && (host.equals(other.host) || Endpoint.isWildcard(host) || Endpoint.isWildcard(other.host));
    }

    @Override
    public String toString() {
        return Endpoint.bracketed(host) + ":" + port;
    }
}
