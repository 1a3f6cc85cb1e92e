package io.haservices.testkit.servers;

import io.haservices.testkit.proxy.Direction;
import io.haservices.testkit.proxy.FaultProxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The links between the nodes of an ensemble. All traffic between two nodes, that of the quorum and that of elections, goes through proxies, so a
 * link can be broken while clients still reach both nodes. Nodes are named by their {@link ZooKeeperNode#id()}. A method
 * returns when the fault is in force; the nodes notice it later, after up to {@code syncLimit} ticks. May be used by any thread.
 */
public final class PeerLinks implements AutoCloseable {
    /**
     * A follower may connect to its new leader before that one listens. Refused, it would try again; reset by the proxy, it would go back to
     * the election, which a leader that waits for followers no longer takes part in until {@code initLimit} is over.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Route(int from, int to) {}

    /** For connections that {@code from} opens to {@code to}: one proxy for the quorum, one for elections. */
    private final Map<Route, List<FaultProxy>> routes = new LinkedHashMap<>();

    private final int nodes;

    PeerLinks(Addresses addresses) {
        nodes = addresses.nodes();
        for (int from = 1; from <= nodes; from++) {
            for (int to = 1; to <= nodes; to++) {
                if (from != to) {
                    routes.put(new Route(from, to), proxies(addresses, from, to));
                }
            }
        }
    }

    /** Makes a black hole of the link between two nodes: no byte gets through either way, and nothing tells the nodes. */
    public void cut(int oneNode, int otherNode) {
        between(oneNode, otherNode, FaultProxy::hold);
    }

    /** Makes a black hole of the way from one node to another, while bytes from the other to the one get through. */
    public void cutOneWay(int from, int to) {
        route(from, to).forEach(proxy -> proxy.swallow(Direction.TO_SERVER));
        route(to, from).forEach(proxy -> proxy.swallow(Direction.TO_CLIENT));
    }

    /** Resets what connects two nodes, and refuses new connections between them: both notice at once. */
    public void reset(int oneNode, int otherNode) {
        between(oneNode, otherNode, FaultProxy::refuse);
        between(oneNode, otherNode, FaultProxy::reset);
    }

    /** {@link #cut(int, int)} of all links of a node. */
    public void isolate(int node) {
        for (int other = 1; other <= nodes; other++) {
            if (other != node) {
                cut(node, other);
            }
        }
    }

    /** Ends all faults between two nodes; held bytes go on their way. */
    public void heal(int oneNode, int otherNode) {
        between(oneNode, otherNode, FaultProxy::heal);
    }

    /** Ends all faults of all links. */
    public void heal() {
        routes.values().forEach(proxies -> proxies.forEach(FaultProxy::heal));
    }

    /** Ends all proxies, and with them all links. The servers do it when they are closed. */
    @Override
    public void close() {
        routes.values().forEach(proxies -> proxies.forEach(FaultProxy::close));
    }

    void start() {
        routes.values().forEach(proxies -> proxies.forEach(FaultProxy::start));
    }

    private void between(int oneNode, int otherNode, Consumer<FaultProxy> action) {
        List<FaultProxy> both = new ArrayList<>(route(oneNode, otherNode));
        both.addAll(route(otherNode, oneNode));
        both.forEach(action);
    }

    private List<FaultProxy> route(int from, int to) {
        List<FaultProxy> proxies = routes.get(new Route(from, to));
        if (proxies == null) {
            throw new IllegalArgumentException(
                    "there is no link from node " + from + " to node " + to + " among " + nodes + " nodes");
        }
        return proxies;
    }

    private static List<FaultProxy> proxies(Addresses addresses, int from, int to) {
        return List.of(
                proxy(addresses, from, to, addresses.quorum(to)), proxy(addresses, from, to, addresses.election(to)));
    }

    private static FaultProxy proxy(Addresses addresses, int from, int to, InetSocketAddress target) {
        // The same port as the target's: nodes tell each other name and port, and only the name is resolved
        // differently.
        return FaultProxy.to(target)
                .listeningOn(new InetSocketAddress(addresses.seen(from, to), target.getPort()))
                .waitingForTarget(PATIENCE);
    }
}
