package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Coordination;
import io.haservices.testkit.tck.coordination.CoordinationFixture;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.function.Function;

/** An in-memory service in virtual time, which passes while a test waits: seconds take no time, and a stalled machine changes nothing. */
final class VirtualFixture implements CoordinationFixture {
    private final VirtualTimeline timeline = new VirtualTimeline();
    private final ListenerThreads listeners = new ListenerThreads();
    private final InMemoryCoordinationService service;

    VirtualFixture(Function<InMemorySettings, Server> server) {
        InMemorySettings settings =
                InMemorySettings.on(timeline).withListeners(listeners).withSessionTimeout(Duration.ofSeconds(6));
        service = new InMemoryCoordinationService(server.apply(settings));
    }

    @Override
    public Coordination open(String clusterId) {
        return service.open(clusterId, requestTimeout());
    }

    @Override
    public Duration requestTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Duration sessionTimeout() {
        return Duration.ofSeconds(6);
    }

    @Override
    public MonotonicClock clock() {
        return timeline;
    }

    @Override
    public void passTime(Duration duration) {
        timeline.advance(duration);
        listeners.settle();
    }

    @Override
    public void expire(Coordination client) {
        service.expire(client.session().id());
    }

    @Override
    public void cut(Coordination client) {
        link(client).cut();
    }

    @Override
    public void heal(Coordination client) {
        link(client).heal();
    }

    @Override
    public void hold(Coordination client) {
        link(client).holdRequests();
    }

    @Override
    public void release(Coordination client) {
        link(client).release();
    }

    @Override
    public void loseNextReply(Coordination client) {
        link(client).loseNextAnswer();
    }

    @Override
    public void pause() {
        service.pause();
    }

    @Override
    public void resume() {
        service.resume();
    }

    @Override
    public void reset() {
        service.resume();
        service.close();
        listeners.close();
        timeline.close();
    }

    private static Link link(Coordination client) {
        return ((InMemoryCoordination) client).link();
    }
}
