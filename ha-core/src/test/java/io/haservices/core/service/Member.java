package io.haservices.core.service;

import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.Leadership;
import io.haservices.StateInfo;
import io.haservices.WriteOptions;
import io.haservices.config.Configuration;
import io.haservices.errors.HaException;
import io.haservices.spi.storage.BlobSource;
import io.haservices.testkit.memory.InMemoryCoordination;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One process of a {@link World}: a client of its own and a contender that notes what it is told. */
final class Member implements LeaderContender {
    final World world;
    final int number;
    final Configuration configuration;
    final InMemoryCoordination client;
    final CoreServices services;
    final LeaderElection election;
    final List<Leadership> granted = new ArrayList<>();
    final List<Leadership> revoked = new ArrayList<>();
    final List<HaException> errors = new ArrayList<>();
    World.Health health = World.Health.RUNNING;
    Consumer<Leadership> onGrant = leadership -> {};
    Consumer<Leadership> onRevoke = leadership -> {};

    Member(World world, int number, Configuration configuration) {
        this.world = world;
        this.number = number;
        this.configuration = configuration;
        this.client = world.service.open("cluster", World.REQUEST);
        this.services = new CoreServices(
                configuration,
                "cluster",
                world.view.apply(client),
                () -> world.view.apply(world.service.open("cluster", World.REQUEST)),
                world.storage(),
                world.runtime(number, () -> health),
                () -> {});
        this.election = services.leaderElection("main");
    }

    String host() {
        return "host" + number;
    }

    Member start() {
        election.start(this);
        return this;
    }

    /** Starts, and waits until it leads. */
    Member lead() {
        start();
        world.await("leading", this::leads);
        return this;
    }

    /** As kill -9 does it. */
    void crash() {
        health = World.Health.DEAD;
        client.link().cut();
        world.service.expire(client.session().id());
    }

    boolean leads() {
        return election.leadership().isPresent()
                && !granted.isEmpty()
                && leadership().ended().isEmpty();
    }

    Leadership leadership() {
        return granted.get(granted.size() - 1);
    }

    CompletionStage<StateInfo> put(Leadership leadership, String name, String content) {
        return leadership.stateStore("jobs").putAsync(name, BlobSource.of(World.bytes(content)), WriteOptions.any());
    }

    String read(String name) {
        return world.of(services.stateStore("main", "jobs", io.haservices.Fence.currentTerm())
                        .readAsync(name))
                .map(content -> new String(content, java.nio.charset.StandardCharsets.UTF_8))
                .orElse("absent");
    }

    @Override
    public void onGranted(Leadership leadership) {
        granted.add(leadership);
        onGrant.accept(leadership);
    }

    @Override
    public void onRevoked(Leadership leadership) {
        onRevoke.accept(leadership);
        revoked.add(leadership);
    }

    @Override
    public void onError(HaException error) {
        errors.add(error);
    }
}
