package io.haservices.bootstrap;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where clients reach a server: its own address, so that several servers share one machine and one port, unless the file says otherwise.
 *
 * @param bound the name or address on which it listens, perhaps that for all addresses
 * @param host the name or address at which it is reached
 * @param port its port
 * @param secure whether only TLS is spoken there, because the file gives no port for anything else
 */
record ClientAddress(String bound, String host, int port, boolean secure) {
    static final int DEFAULT_PORT = 2181;
    static final String PORT = "clientPort";
    static final String ADDRESS = "clientPortAddress";
    static final String SECURE_PORT = "secureClientPort";
    static final String SECURE_ADDRESS = "secureClientPortAddress";

    static ClientAddress of(ZooCfg cfg, Peer peer) {
        return plain(cfg, peer).or(() -> secure(cfg, peer)).orElseGet(() -> at(peer, address(cfg, peer), DEFAULT_PORT));
    }

    /** Where it listens for TLS, if it does. */
    static Optional<ClientAddress> secure(ZooCfg cfg, Peer peer) {
        return port(cfg, SECURE_PORT).map(port -> {
            String bound = cfg.settings().getOrDefault(SECURE_ADDRESS, peer.host());
            return new ClientAddress(bound, reached(bound, peer), port, true);
        });
    }

    private static Optional<ClientAddress> plain(ZooCfg cfg, Peer peer) {
        return peer.clientPort().or(() -> port(cfg, PORT)).map(port -> at(peer, address(cfg, peer), port));
    }

    private static ClientAddress at(Peer peer, String bound, int port) {
        return new ClientAddress(bound, reached(bound, peer), port, false);
    }

    private static String address(ZooCfg cfg, Peer peer) {
        return peer.clientHost()
                .or(() -> Optional.ofNullable(cfg.settings().get(ADDRESS)))
                .orElse(peer.host());
    }

    /** "Everywhere" is no address to connect to: from here it would be this machine, whichever machine the server has. */
    private static String reached(String bound, Peer peer) {
        return Endpoint.isWildcard(bound) ? peer.host() : bound;
    }

    private static Optional<Integer> port(ZooCfg cfg, String key) {
        return Optional.ofNullable(cfg.settings().get(key))
                .map(text -> Endpoint.port(text, cfg.where(key) + ": " + key));
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return Endpoint.bracketed(host) + ":" + port;
    }
}
