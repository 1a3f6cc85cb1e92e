package io.haservices.bootstrap;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where clients reach a server: its own address, so that several servers share one machine and one port.
 *
 * @param host a name or address
 * @param port its port
 */
record ClientAddress(String host, int port) {
    static final int DEFAULT_PORT = 2181;

    static ClientAddress of(ZooCfg cfg, Peer peer) {
        String host = peer.clientHost()
                .or(() -> Optional.ofNullable(cfg.settings().get("clientPortAddress")))
                .orElse(peer.host());
        return new ClientAddress(host, peer.clientPort().orElseGet(() -> commonPort(cfg)));
    }

    private static int commonPort(ZooCfg cfg) {
        String text = cfg.settings().get("clientPort");
        return text == null ? DEFAULT_PORT : Endpoint.port(text, "clientPort");
    }

    /** Two servers that would listen in one place: the second could not start, and the reason would only stand in its log. */
    static void refuseCollisions(ZooCfg cfg) {
        Map<String, String> taken = new HashMap<>();
        for (Peer peer : cfg.peers().values()) {
            claim(taken, peer, of(cfg, peer).toString(), "client");
            claim(taken, peer, new ClientAddress(peer.host(), peer.quorumPort()).toString(), "quorum");
            claim(taken, peer, new ClientAddress(peer.host(), peer.electionPort()).toString(), "election");
        }
    }

    private static void claim(Map<String, String> taken, Peer peer, String address, String use) {
        String here = "server." + peer.id() + " (" + use + ")";
        String other = taken.put(address, here);
        if (other != null) {
            throw BootstrapException.configuration(
                    other + " and " + here + " would both listen on " + address
                            + ". Give each server an address of its own, such as 127.0.0.1 and 127.0.0.2, or its own ports: host:2889:3889;2182");
        }
    }

    @Override
    public String toString() {
        return Endpoint.bracketed(host) + ":" + port;
    }
}
