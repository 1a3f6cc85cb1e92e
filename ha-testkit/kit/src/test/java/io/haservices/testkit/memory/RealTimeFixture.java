package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Coordination;
import io.haservices.testkit.tck.coordination.CoordinationFixture;
import java.time.Duration;

/** An in-memory service as users get it: in real time, on threads of its own. */
final class RealTimeFixture implements CoordinationFixture {
    private final InMemoryCoordinationService service =
            InMemoryCoordinationService.start("real-time", sessionTimeout());

    @Override
    public Coordination open(String clusterId) {
        return service.open(clusterId, requestTimeout());
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration sessionTimeout() {
        return Duration.ofSeconds(4);
    }

    @Override
    public void expire(Coordination client) {
        service.expire(client.session().id());
    }

    @Override
    public void cut(Coordination client) {
        ((InMemoryCoordination) client).link().cut();
    }

    @Override
    public void heal(Coordination client) {
        ((InMemoryCoordination) client).link().heal();
    }

    @Override
    public void reset() {
        service.close();
    }
}
