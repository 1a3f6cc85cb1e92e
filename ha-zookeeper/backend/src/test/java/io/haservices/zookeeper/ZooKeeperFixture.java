package io.haservices.zookeeper;

import io.haservices.spi.coordination.Coordination;
import io.haservices.testkit.proxy.Direction;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.StoreFormat;
import io.haservices.testkit.servers.ZooKeeperNode;
import io.haservices.testkit.servers.ZooKeeperServers;
import io.haservices.testkit.tck.coordination.CoordinationFixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A ZooKeeper server for the TCK, with a proxy of its own for each client. */
final class ZooKeeperFixture implements CoordinationFixture, AutoCloseable {
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(3);

    private final Optional<TlsFiles> tls = TestClients.overTls();
    private final ZooKeeperServers servers =
            tls.map(files -> files.server(TestClients.serverVersion()).start()).orElseGet(() -> TestClients.servers(1));
    private final Map<Coordination, FaultProxy> proxies = new HashMap<>();

    @Override
    public Coordination open(String clusterId) {
        ZooKeeperNode server = servers.node(1);
        FaultProxy proxy = FaultProxy.to(tls.isPresent() ? server.secureClientAddress() : server.clientAddress())
                .start();
        String[] options = tls.map(files -> files.good(StoreFormat.PKCS12)).orElse(new String[] {});
        Coordination client = TestClients.open("127.0.0.1:" + proxy.port(), clusterId, SESSION_TIMEOUT, options);
        proxies.put(client, proxy);
        return client;
    }

    @Override
    public Duration requestTimeout() {
        return TestClients.REQUEST_TIMEOUT;
    }

    @Override
    public Duration sessionTimeout() {
        return SESSION_TIMEOUT;
    }

    @Override
    public void expire(Coordination client) {
        servers.expire(Long.parseUnsignedLong(client.session().id(), 16));
    }

    @Override
    public void cut(Coordination client) {
        proxy(client).refuse();
        proxy(client).cut();
    }

    @Override
    public void heal(Coordination client) {
        proxy(client).heal();
    }

    @Override
    public void hold(Coordination client) {
        proxy(client).hold(Direction.TO_SERVER);
    }

    @Override
    public void release(Coordination client) {
        proxy(client).pass(Direction.TO_SERVER);
    }

    @Override
    public void loseNextReply(Coordination client) {
        // Most often it is the commit's; else a heartbeat's, and the commit goes by another way.
        var unused = proxy(client).cutAfter(Direction.TO_CLIENT, 0);
    }

    @Override
    public void pause() {
        servers.nodes().forEach(ZooKeeperNode::pause);
    }

    @Override
    public void resume() {
        servers.nodes().forEach(ZooKeeperNode::resume);
        servers.awaitReady();
    }

    @Override
    public void reset() {
        proxies.values().forEach(FaultProxy::close);
        proxies.clear();
        servers.nodes().stream().filter(ZooKeeperNode::isPaused).forEach(ZooKeeperNode::resume);
    }

    @Override
    public void close() {
        reset();
        servers.close();
    }

    private FaultProxy proxy(Coordination client) {
        FaultProxy proxy = proxies.get(client);
        if (proxy == null) {
            throw new IllegalArgumentException("not a client of this fixture");
        }
        return proxy;
    }
}
