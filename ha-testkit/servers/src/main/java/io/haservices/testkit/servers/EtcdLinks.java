package io.haservices.testkit.servers;

import io.haservices.testkit.proxy.Direction;
import io.haservices.testkit.proxy.FaultProxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The links between the nodes of an etcd cluster, which can be broken while clients still reach all nodes. A node has one address for
 * all its peers, so what one of them sends cannot be told by where it goes. But nodes send through an HTTP proxy when the
 * environment names one: each gets its own. Nodes are named by their {@link EtcdNode#id()}. A method returns when the fault is in
 * force; the nodes notice it later, after up to an election timeout. May be used by any thread.
 */
public final class EtcdLinks implements AutoCloseable {
    private record Route(int from, int to) {}

    private final Map<Route, FaultProxy> routes = new LinkedHashMap<>();
    private final List<PeerRouter> routers = new ArrayList<>();

    EtcdLinks(List<EtcdNode> nodes) {
        for (EtcdNode from : nodes) {
            for (EtcdNode to : nodes) {
                if (from != to) {
                    routes.put(
                            new Route(from.id(), to.id()),
                            FaultProxy.to(to.peerAddress()).start());
                }
            }
            routers.add(PeerRouter.start(to -> route(from.id(), to).port()));
        }
    }

    /** Makes a black hole of the link between two nodes: no byte gets through either way, and nothing tells the nodes. */
    public void cut(int oneNode, int otherNode) {
        route(oneNode, otherNode).hold();
        route(otherNode, oneNode).hold();
    }

    /** Makes a black hole of the way from one node to another, while bytes from the other to the one get through. */
    public void cutOneWay(int from, int to) {
        route(from, to).swallow(Direction.TO_SERVER);
        route(to, from).swallow(Direction.TO_CLIENT);
    }

    /** {@link #cut(int, int)} of all links of a node. */
    public void isolate(int node) {
        routes.forEach((route, proxy) -> {
            if (route.from() == node || route.to() == node) {
                proxy.hold();
            }
        });
    }

    /** Ends all faults of all links; held bytes go on their way. */
    public void heal() {
        each(FaultProxy::heal);
    }

    /** Ends all proxies, and with them all links. The servers do it when they are closed. */
    @Override
    public void close() {
        routers.forEach(PeerRouter::close);
        each(FaultProxy::close);
    }

    /** What a node finds in its environment. */
    Map<String, String> environment(int node) {
        String url = "http://127.0.0.1:" + routers.get(node - 1).port();
        return Map.of("HTTP_PROXY", url, "http_proxy", url, "NO_PROXY", "", "no_proxy", "");
    }

    private void each(Consumer<FaultProxy> action) {
        routes.values().forEach(action);
    }

    private FaultProxy route(int from, int to) {
        FaultProxy proxy = routes.get(new Route(from, to));
        if (proxy == null) {
            throw new IllegalArgumentException("there is no link from node " + from + " to node " + to);
        }
        return proxy;
    }
}
