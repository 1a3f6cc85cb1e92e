package io.haservices.cli.zookeeper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where to ask: behind one name of the configuration there may be several servers, each with an address.
 *
 * @param name how it is shown
 * @param addresses of one server; the first that answers counts
 */
record Target(String name, List<InetSocketAddress> addresses) {
    static List<Target> of(QuorumServer server) throws UnknownHostException {
        List<InetSocketAddress> addresses = Stream.of(InetAddress.getAllByName(server.host()))
                .map(address -> new InetSocketAddress(address, server.port()))
                .toList();
        // localhost is one machine with two addresses, of which a server listens on one.
        if (addresses.size() == 1 || addresses.get(0).getAddress().isLoopbackAddress()) {
            return List.of(new Target(server.toString(), addresses));
        }
        return addresses.stream()
                .map(address ->
                        new Target(server + " (" + address.getAddress().getHostAddress() + ")", List.of(address)))
                .toList();
    }

    ServerView ask(Duration limit) {
        Duration each = limit.dividedBy(addresses.size());
        ServerView view = ask(addresses.get(0), each);
        for (InetSocketAddress address : addresses.subList(1, addresses.size())) {
            if (!view.answers()) {
                ServerView next = ask(address, each);
                view = next.answers() ? next : view;
            }
        }
        return view;
    }

    private ServerView ask(InetSocketAddress address, Duration limit) {
        return new ServerQuestions(name, address, limit).ask();
    }
}
