package io.haservices.testkit.servers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Who is where in one ensemble. Clients find node i at 127.0.0.1. Between themselves the nodes use the names zk-1, zk-2, ... in one
 * and the same configuration; what a name means differs from node to node, each has a hosts file of its own: zk-i is
 * node i's real address for node i itself, and the address of a proxy for every other node. ZooKeeper 3.5 and later tell each other their own
 * election address and connect back to it; since they send the name and not what it means, this also goes through a proxy.
 */
final class Addresses {
    static final int MOST_NODES = 9;

    private final int network = ThreadLocalRandom.current().nextInt(1 << 8, 1 << 16);
    private final List<InetSocketAddress> clients = new ArrayList<>();
    private final List<InetSocketAddress> secureClients = new ArrayList<>();
    private final List<InetSocketAddress> quorum = new ArrayList<>();
    private final List<InetSocketAddress> election = new ArrayList<>();

    private Addresses() {}

    /** Finds free ports for so many nodes; {@link #release()} gives them back. */
    static Addresses choose(int nodes) {
        Addresses chosen = new Addresses();
        for (int id = 1; id <= nodes; id++) {
            chosen.clients.add(Ports.freeAt(InetAddress.getLoopbackAddress()));
            chosen.secureClients.add(Ports.freeAt(InetAddress.getLoopbackAddress()));
            chosen.quorum.add(Ports.freeAt(chosen.host(id)));
            chosen.election.add(Ports.freeAt(chosen.host(id)));
        }
        return chosen;
    }

    int nodes() {
        return clients.size();
    }

    InetSocketAddress client(int id) {
        return clients.get(id - 1);
    }

    /** For clients that speak TLS. */
    InetSocketAddress secureClient(int id) {
        return secureClients.get(id - 1);
    }

    InetSocketAddress quorum(int id) {
        return quorum.get(id - 1);
    }

    InetSocketAddress election(int id) {
        return election.get(id - 1);
    }

    static String name(int id) {
        return "zk-" + id;
    }

    /** Where {@code from} believes that {@code to} is. */
    InetAddress seen(int from, int to) {
        return from == to ? host(to) : host(10 * from + to);
    }

    String hostsFile(int id) {
        StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
        for (int other = 1; other <= nodes(); other++) {
            lines.append(seen(id, other).getHostAddress())
                    .append(' ')
                    .append(name(other))
                    .append('\n');
        }
        return lines.toString();
    }

    void release() {
        clients.forEach(Ports::release);
        secureClients.forEach(Ports::release);
        quorum.forEach(Ports::release);
        election.forEach(Ports::release);
    }

    private InetAddress host(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) (network >> 8), (byte) network, (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
