package io.haservices.etcd;

import io.haservices.spi.coordination.Coordination;
import io.haservices.testkit.proxy.Direction;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.EtcdNode;
import io.haservices.testkit.servers.EtcdServers;
import io.haservices.testkit.tck.coordination.CoordinationFixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** etcd servers for the TCK, with proxies of its own for each client. */
final class EtcdFixture implements CoordinationFixture, AutoCloseable {
    private final EtcdServers servers;
    private final String scheme;
    private final String[] settings;
    private final Map<Coordination, List<FaultProxy>> proxies = new HashMap<>();

    /** @param settings what clients need besides the endpoints, keys and values in turn */
    EtcdFixture(EtcdServers servers, String... settings) {
        this.servers = servers;
        this.scheme = servers.endpoints().replaceAll("://.*", "://");
        this.settings = settings;
    }

    EtcdServers servers() {
        return servers;
    }

    @Override
    public Coordination open(String clusterId) {
        List<FaultProxy> own = servers.nodes().stream()
                .map(node -> FaultProxy.to(node.clientAddress()).start())
                .toList();
        String endpoints =
                own.stream().map(proxy -> scheme + "127.0.0.1:" + proxy.port()).collect(Collectors.joining(","));
        Coordination client = TestClients.open(endpoints, clusterId, settings);
        proxies.put(client, own);
        return client;
    }

    @Override
    public Duration requestTimeout() {
        return TestClients.REQUEST_TIMEOUT;
    }

    @Override
    public Duration sessionTimeout() {
        return TestClients.LEASE_TTL;
    }

    @Override
    public void expire(Coordination client) {
        servers.revoke(Long.parseUnsignedLong(client.session().id(), 16));
    }

    @Override
    public void cut(Coordination client) {
        each(client, FaultProxy::refuse);
        each(client, FaultProxy::cut);
    }

    @Override
    public void heal(Coordination client) {
        each(client, FaultProxy::heal);
    }

    @Override
    public void hold(Coordination client) {
        each(client, proxy -> proxy.hold(Direction.TO_SERVER));
    }

    @Override
    public void release(Coordination client) {
        each(client, proxy -> proxy.pass(Direction.TO_SERVER));
    }

    @Override
    public void loseNextReply(Coordination client) {
        // Most often it is the commit's; else a renewal's, and the commit goes by another way.
        each(client, proxy -> {
            var unused = proxy.cutAfter(Direction.TO_CLIENT, 0);
        });
    }

    @Override
    public void pause() {
        servers.nodes().forEach(EtcdNode::pause);
    }

    @Override
    public void resume() {
        servers.nodes().forEach(EtcdNode::resume);
        servers.awaitReady();
    }

    @Override
    public void reset() {
        proxies.values().forEach(own -> own.forEach(FaultProxy::close));
        proxies.clear();
        servers.nodes().stream().filter(EtcdNode::isPaused).forEach(EtcdNode::resume);
        servers.awaitReady();
    }

    @Override
    public void close() {
        proxies.values().forEach(own -> own.forEach(FaultProxy::close));
        servers.close();
    }

    private void each(Coordination client, Consumer<FaultProxy> fault) {
        List<FaultProxy> own = proxies.get(client);
        if (own == null) {
            throw new IllegalArgumentException("not a client of this fixture");
        }
        own.forEach(fault);
    }
}
