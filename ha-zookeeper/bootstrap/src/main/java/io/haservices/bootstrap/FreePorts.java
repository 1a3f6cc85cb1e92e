package io.haservices.bootstrap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Tries every place where a server will listen, for a server that cannot have one says so only in its log. */
final class FreePorts {
    private FreePorts() {}

    static void check(ZooCfg cfg, Peer peer) {
        for (ListenAddress address : ListenAddress.of(cfg, peer)) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
            } catch (UnknownHostException e) {
                throw refused(cfg, address, "no address is known for the host '" + address.host() + "'", "Correct it.");
            } catch (IOException e) {
                throw refused(cfg, address, String.valueOf(e.getMessage()), advice(peer, e));
            }
        }
    }

    private static String advice(Peer peer, IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("assign requested address")) {
            return "That is no address of this machine: start server." + peer.id() + " on the machine that has it.";
        }
        if (reason.contains("Permission denied")) {
            return "Ports below 1024 need root; choose a higher one.";
        }
        return "Something else listens there: stop it, or choose another port.";
    }

    private static BootstrapException refused(ZooCfg cfg, ListenAddress address, String reason, String advice) {
        return BootstrapException.configuration(cfg.where(address.key()) + ": server."
                + address.peer().id() + " cannot listen on " + address + " (" + address.use() + "): " + reason + ". "
                + advice);
    }
}
