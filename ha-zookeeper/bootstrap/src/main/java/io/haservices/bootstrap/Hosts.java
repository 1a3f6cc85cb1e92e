package io.haservices.bootstrap;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Tells the hosts that are this machine from those that are reached with ssh. */
final class Hosts {
    private Hosts() {}

    /** Whether the server belongs here. One whose name is unknown here does not; perhaps ssh knows it by another name. */
    static boolean isThisMachine(Peer peer) {
        try {
            InetAddress address = InetAddress.getByName(peer.host());
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException e) {
            return false;
        } catch (SocketException e) {
            throw BootstrapException.configuration("cannot list the addresses of this machine: " + e);
        }
    }

    /** That ZooKeeper could not reach it either would only stand in the servers' logs. */
    static void refuseUnknown(ZooCfg cfg, Peer peer) {
        try {
            InetAddress.getByName(peer.host());
        } catch (UnknownHostException e) {
            throw BootstrapException.configuration(cfg.where(peer) + ": server." + peer.id()
                    + ": no address is known for the host '" + peer.host() + "'.");
        }
    }
}
