package io.haservices.core.service;

import io.haservices.Counter;
import io.haservices.ElectionStatus;
import io.haservices.Fence;
import io.haservices.HighAvailabilityOptions;
import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderElection;
import io.haservices.LeaderRetrieval;
import io.haservices.LivenessWitness;
import io.haservices.PastTerm;
import io.haservices.StateStore;
import io.haservices.check.CheckListener;
import io.haservices.check.CheckOptions;
import io.haservices.check.CheckReport;
import io.haservices.config.Configuration;
import io.haservices.core.cleanup.StoreCheck;
import io.haservices.core.election.ElectionContext;
import io.haservices.core.election.ScopePreparation;
import io.haservices.core.election.SessionElection;
import io.haservices.core.liveness.Liveness;
import io.haservices.core.records.Layout;
import io.haservices.core.records.StoredBlob;
import io.haservices.core.retrieval.WatchedRetrieval;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Pauses;
import io.haservices.core.state.StateStores;
import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.storage.Storage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All services of one client over one coordination service and one storage, both of which it owns and closes. */
public final class CoreServices implements HighAvailabilityServices {
    private static final Logger LOG = LoggerFactory.getLogger(CoreServices.class);

    private final Configuration configuration;
    private final String clusterId;
    private final Coordination coordination;
    private final Storage storage;
    private final CoreRuntime runtime;
    private final Runnable afterClose;
    private final StateStores stores;
    private final Liveness liveness;
    private final Pauses pauses;
    private final Duration requestTimeout;
    private final int parallelism;
    private final Set<SessionElection> elections = ConcurrentHashMap.newKeySet();
    private final Set<WatchedRetrieval> retrievals = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** {@code afterClose} releases what the runtime is made of, last of all. */
    public CoreServices(
            Configuration configuration,
            String clusterId,
            Coordination coordination,
            Storage storage,
            CoreRuntime runtime,
            Runnable afterClose) {
        this.configuration = configuration;
        this.clusterId = clusterId;
        this.coordination = coordination;
        this.storage = storage;
        this.runtime = runtime;
        this.afterClose = afterClose;
        this.requestTimeout = configuration.get(HighAvailabilityOptions.REQUEST_TIMEOUT);
        this.parallelism = configuration.get(HighAvailabilityOptions.RECOVERY_PARALLELISM);
        this.stores = new StateStores(coordination, storage, runtime, requestTimeout.multipliedBy(2), parallelism);
        this.liveness =
                new Liveness(runtime, configuration, coordination.capabilities().contains(Capability.TAKE_OVER));
        this.pauses = new Pauses(runtime);
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public LeaderElection leaderElection(String election) {
        return leaderElection(election, Optional.empty());
    }

    @Override
    public LeaderElection leaderElection(String election, LivenessWitness witness) {
        return leaderElection(election, Optional.of(witness));
    }

    private LeaderElection leaderElection(String election, Optional<LivenessWitness> witness) {
        requireOpen();
        runtime.loop().execute(pauses::start);
        SessionElection created = new SessionElection(
                new ElectionContext(
                        layout(election),
                        configuration,
                        coordination,
                        storage,
                        runtime,
                        stores,
                        liveness,
                        pauses,
                        requestTimeout),
                witness);
        elections.add(created);
        created.whenFinished().thenRun(() -> elections.remove(created));
        return created;
    }

    @Override
    public LeaderRetrieval leaderRetrieval(String election) {
        requireOpen();
        WatchedRetrieval created = new WatchedRetrieval(layout(election), coordination, runtime, retrievals::remove);
        retrievals.add(created);
        return created;
    }

    @Override
    public StateStore stateStore(String election, String store, Fence fence) {
        return stores.store(layout(election), store, fencing(election, fence));
    }

    @Override
    public Counter counter(String election, String name, Fence fence) {
        return stores.counter(layout(election), name, fencing(election, fence));
    }

    private GivenFence fencing(String election, Fence fence) {
        Layout layout = layout(election);
        return new GivenFence(
                layout, coordination, new ScopePreparation(layout, coordination, storage, runtime), fence);
    }

    @Override
    public CompletionStage<List<String>> storesAsync(String election) {
        return new Inspection(layout(election), coordination).stores();
    }

    @Override
    public CompletionStage<ElectionStatus> statusAsync(String election) {
        return new Inspection(layout(election), coordination).status();
    }

    @Override
    public CompletionStage<List<PastTerm>> historyAsync(String election) {
        return new Inspection(layout(election), coordination).history();
    }

    @Override
    public CompletionStage<List<String>> electionsAsync() {
        return coordination
                .scopes()
                .thenApply(scopes -> scopes.stream().map(Scope::name).sorted().toList());
    }

    @Override
    public CompletionStage<List<String>> storedElectionsAsync() {
        CompletionStage<List<String>> stored = CompletableFuture.supplyAsync(
                () -> storage.list(Layout.blobsOf(clusterId)).stream()
                        .flatMap(blob -> StoredBlob.election(clusterId, blob).stream())
                        .distinct()
                        .toList(),
                runtime.io());
        return electionsAsync()
                .thenCombine(
                        stored,
                        (started, found) -> Stream.concat(started.stream(), found.stream())
                                .distinct()
                                .sorted()
                                .toList());
    }

    @Override
    public CompletionStage<CheckReport> checkAsync(String election, CheckOptions options, CheckListener listener) {
        Layout layout = layout(election);
        return new StoreCheck(
                        layout,
                        coordination,
                        storage,
                        runtime,
                        stores,
                        fencing(election, Fence.currentTerm()),
                        parallelism,
                        options,
                        listener)
                .run();
    }

    @Override
    public void awaitConnected(Duration limit) {
        new Connecting(coordination, limit).await();
    }

    @Override
    public void checkStorage() {
        storage.probe();
    }

    @Override
    public Map<String, String> describe() {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("cluster-id", clusterId);
        description.putAll(coordination.describe());
        description.put("session", coordination.session().id());
        description.put("session-state", coordination.session().state().name().toLowerCase(java.util.Locale.ROOT));
        description.put(
                "session-timeout-ms",
                Long.toString(coordination.session().timeout().toMillis()));
        description.put("pauses", Long.toString(pauses.count()));
        description.put("longest-pause-ms", Long.toString(pauses.longest().toMillis()));
        description.put("storage", storage.root().toString());
        return description;
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the services of cluster '" + clusterId + "' are closed; open them again");
        }
    }

    private Layout layout(String election) {
        return Layout.of(clusterId, election);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        retrievals.forEach(WatchedRetrieval::close);
        // All at once first, so that many elections do not add up their waits.
        elections.forEach(SessionElection::beginClose);
        elections.forEach(SessionElection::close);
        runtime.loop().execute(liveness::close);
        runtime.loop().execute(pauses::stop);
        closeQuietly("the client of the coordination service", coordination::close);
        closeQuietly("the storage", storage::close);
        closeQuietly("the runtime", afterClose);
    }

    private static void closeQuietly(String what, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.warn("closing {} failed", what, e);
        }
    }
}
