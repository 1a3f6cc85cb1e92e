package com.example.tiny;

import com.example.tiny.server.TinyServer;
import io.haservices.config.Configuration;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.testkit.proxy.Direction;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.tck.coordination.CoordinationFixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Each client has a way of its own to the server, which can be cut. */
final class TinyFixture implements CoordinationFixture {
    private final TinyServer server;
    private final Map<Coordination, FaultProxy> ways = new HashMap<>();

    TinyFixture(TinyServer server) {
        this.server = server;
    }

    @Override
    public Coordination open(String clusterId) {
        FaultProxy way = FaultProxy.to(server.address()).start();
        Configuration configuration = Configuration.of(Map.of(
                "high-availability.tiny.server",
                "127.0.0.1:" + way.port(),
                "high-availability.tiny.session-timeout",
                sessionTimeout().toMillis() + " ms"));
        Coordination client = new TinyCoordinationProvider()
                .open(new CoordinationContext(configuration, clusterId, clock(), requestTimeout()));
        ways.put(client, way);
        return client;
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration sessionTimeout() {
        return Duration.ofSeconds(4);
    }

    @Override
    public void expire(Coordination client) {
        server.end(client.session().id());
    }

    @Override
    public void cut(Coordination client) {
        ways.get(client).refuse();
        ways.get(client).cut();
    }

    @Override
    public void heal(Coordination client) {
        ways.get(client).heal();
    }

    @Override
    public void hold(Coordination client) {
        ways.get(client).hold(Direction.TO_SERVER);
    }

    @Override
    public void release(Coordination client) {
        ways.get(client).pass(Direction.TO_SERVER);
    }

    /** Of whatever is asked next: of a commit, or of something that is asked again. */
    @Override
    public void loseNextReply(Coordination client) {
        ways.get(client).cutAfter(Direction.TO_CLIENT, 0);
    }

    @Override
    public void pause() {
        server.pause();
    }

    @Override
    public void resume() {
        server.resume();
    }

    @Override
    public void reset() {
        server.resume();
        ways.values().forEach(FaultProxy::close);
        ways.clear();
    }
}
