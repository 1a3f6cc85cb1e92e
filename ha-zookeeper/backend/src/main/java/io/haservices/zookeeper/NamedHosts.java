package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.client.HostProvider;
import io.haservices.shaded.org.apache.zookeeper.client.StaticHostProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The servers of a quorum, each under the name or address that the user gave it. The library alone would look up which name belongs to
 * an address, and then want the server's certificate to be for that name: it would be the name service that decides whom to trust.
 */
final class NamedHosts implements HostProvider {
    private final StaticHostProvider hosts;

    /**
     * @param servers {@code host:port,...}
     * @throws UnknownHostException in some libraries, if a name has no address
     */
    NamedHosts(String servers) throws UnknownHostException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String server : servers.split(",")) {
            addresses.add(InetSocketAddress.createUnresolved(host(server), port(server)));
        }
        hosts = new StaticHostProvider(addresses);
    }

    /** Without the brackets of an IPv6 address. */
    static String host(String server) {
        return server.substring(0, server.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }

    static int port(String server) {
        return Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
    }

    @Override
    public int size() {
        return hosts.size();
    }

    @Override
    public InetSocketAddress next(long spinDelay) {
        InetSocketAddress next = hosts.next(spinDelay);
        InetAddress address = next.getAddress();
        if (address == null) {
            return next;
        }
        try {
            InetAddress named = InetAddress.getByAddress(next.getHostString(), address.getAddress());
            return new InetSocketAddress(named, next.getPort());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address is as long as an address", e);
        }
    }

    @Override
    public void onConnected() {
        hosts.onConnected();
    }

    /** Newer libraries have this, and call it for nothing but a change of the list, which this backend never makes. */
    public boolean updateServerList(Collection<InetSocketAddress> servers, InetSocketAddress current) {
        return false;
    }
}
