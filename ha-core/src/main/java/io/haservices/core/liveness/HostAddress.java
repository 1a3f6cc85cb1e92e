package io.haservices.core.liveness;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address of this host that others can use: that of its name, or else the first one of its networks. */
final class HostAddress {
    private static final Logger LOG = LoggerFactory.getLogger(HostAddress.class);

    private HostAddress() {}

    /** Never a loopback address, which would be another host's own. */
    static Optional<String> own() {
        try {
            InetAddress named = InetAddress.getLocalHost();
            if (isForOthers(named)) {
                return Optional.of(named.getHostAddress());
            }
        } catch (IOException e) {
            LOG.debug("this host's name has no address", e);
        }
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .filter(HostAddress::isUp)
                    .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(HostAddress::isForOthers)
                    .min(Comparator.comparing(address -> address instanceof Inet4Address ? 0 : 1))
                    .map(InetAddress::getHostAddress);
        } catch (IOException e) {
            LOG.debug("the networks of this host cannot be listed", e);
            return Optional.empty();
        }
    }

    private static boolean isForOthers(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isAnyLocalAddress();
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (IOException e) {
            return false;
        }
    }
}
