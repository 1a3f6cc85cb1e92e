package io.haservices.bootstrap;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Tells the hosts that are this machine from those that are reached with ssh. */
final class Hosts {
    private Hosts() {}

    static boolean isThisMachine(Peer peer) {
        try {
            InetAddress address = InetAddress.getByName(peer.host());
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException e) {
            throw BootstrapException.configuration(
                    "server." + peer.id() + ": no address is known for the host '" + peer.host() + "'.");
        } catch (SocketException e) {
            throw BootstrapException.configuration("cannot list the addresses of this machine: " + e);
        }
    }
}
