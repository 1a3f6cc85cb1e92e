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
import io.haservices.Steering;
import io.haservices.check.CheckListener;
import io.haservices.check.CheckOptions;
import io.haservices.check.CheckReport;
import io.haservices.config.Configuration;
import io.haservices.core.cleanup.StoreCheck;
import io.haservices.core.election.Bounded;
import io.haservices.core.election.ElectionContext;
import io.haservices.core.election.RequestedSteering;
import io.haservices.core.election.ScopePreparation;
import io.haservices.core.election.SessionElection;
import io.haservices.core.liveness.Liveness;
import io.haservices.core.records.Layout;
import io.haservices.core.records.StoredBlob;
import io.haservices.core.retrieval.WatchedRetrieval;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Gate;
import io.haservices.core.runtime.Pauses;
import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All services of one client over one coordination service and one storage, both of which it owns and closes. */
public final class CoreServices implements HighAvailabilityServices {
    private static final Logger LOG = LoggerFactory.getLogger(CoreServices.class);

    private static final int CLEANINGS = 2;
    private static final int RECORDS = 16;
    /** So many elections are released one by one. */
    private static final int MANY = 100;

    /** So long one of many elections that end together may take, and so long all of them. */
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private static final Duration MOST_LEAVING = Duration.ofSeconds(3);

    private final Configuration configuration;
    private final String clusterId;
    private final Coordination coordination;
    private final Storage storage;
    private final CoreRuntime runtime;
    private final Runnable afterClose;
    private final Sessions sessions;
    private final Candidates candidates;
    private final Liveness liveness;
    private final Pauses pauses;
    private final Gate cleaning = new Gate(CLEANINGS);
    private final Gate records = new Gate(RECORDS);
    private final Duration requestTimeout;
    private final int parallelism;
    private final Set<SessionElection> elections = ConcurrentHashMap.newKeySet();
    private final Set<WatchedRetrieval> retrievals = ConcurrentHashMap.newKeySet();
    /** Guards what is added to the two above: what close() does not find there would be closed by nobody. */
    private final Object opening = new Object();

    private boolean closed;

    /**
     * {@code another} opens a further client of the same service, when there are more elections than one session should bear;
     * {@code afterClose} releases what the runtime is made of, last of all.
     */
    public CoreServices(
            Configuration configuration,
            String clusterId,
            Coordination coordination,
            Supplier<Coordination> another,
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
        this.sessions = new Sessions(configuration, coordination, another, storage, runtime);
        this.candidates = new Candidates(coordination, runtime.clock());
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
        Layout layout = layout(election);
        SessionElection created;
        synchronized (opening) {
            requireOpen();
            runtime.loop().execute(pauses::start);
            created = new SessionElection(context(layout, sessions.enter(layout)), witness);
            elections.add(created);
        }
        created.whenFinished().thenRun(() -> {
            elections.remove(created);
            sessions.leave(layout);
        });
        return created;
    }

    private ElectionContext context(Layout layout, Sessions.Place place) {
        return new ElectionContext(
                layout,
                configuration,
                place.coordination(),
                storage,
                runtime,
                place.stores(),
                place.candidates(),
                place.standing(),
                liveness,
                pauses,
                cleaning,
                records,
                requestTimeout);
    }

    @Override
    public Steering steering(String election) {
        requireOpen();
        return new RequestedSteering(context(layout(election), sessions.of(layout(election))));
    }

    @Override
    public LeaderRetrieval leaderRetrieval(String election) {
        synchronized (opening) {
            requireOpen();
            WatchedRetrieval created =
                    new WatchedRetrieval(layout(election), coordinationOf(election), runtime, retrievals::remove);
            retrievals.add(created);
            return created;
        }
    }

    @Override
    public StateStore stateStore(String election, String store, Fence fence) {
        return sessions.of(layout(election)).stores().store(layout(election), store, fencing(election, fence));
    }

    @Override
    public Counter counter(String election, String name, Fence fence) {
        return sessions.of(layout(election)).stores().counter(layout(election), name, fencing(election, fence));
    }

    private GivenFence fencing(String election, Fence fence) {
        Layout layout = layout(election);
        Coordination client = coordinationOf(election);
        return new GivenFence(layout, client, new ScopePreparation(layout, client, storage, runtime), fence);
    }

    private Coordination coordinationOf(String election) {
        return sessions.of(layout(election)).coordination();
    }

    private Inspection inspection(String election) {
        return new Inspection(layout(election), coordinationOf(election), candidates);
    }

    @Override
    public CompletionStage<List<String>> storesAsync(String election) {
        return inspection(election).stores();
    }

    @Override
    public CompletionStage<ElectionStatus> statusAsync(String election) {
        return inspection(election).status();
    }

    @Override
    public CompletionStage<List<PastTerm>> historyAsync(String election) {
        return inspection(election).history();
    }

    @Override
    public CompletionStage<List<String>> electionsAsync() {
        return coordination
                .scopes()
                .thenApply(scopes -> scopes.stream()
                        .filter(Layout::isElection)
                        .map(Scope::name)
                        .sorted()
                        .toList());
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
        Sessions.Place place = sessions.of(layout);
        return new StoreCheck(
                        layout,
                        place.coordination(),
                        storage,
                        runtime,
                        place.stores(),
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
        if (sessions.count() > 1) {
            description.put("sessions", Integer.toString(sessions.count()));
        }
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
        synchronized (opening) {
            if (closed) {
                throw new IllegalStateException(
                        "the services of cluster '" + clusterId + "' are closed; open them again");
            }
        }
    }

    private Layout layout(String election) {
        return Layout.of(clusterId, election);
    }

    @Override
    public void close() {
        synchronized (opening) {
            if (closed) {
                return;
            }
            closed = true;
        }
        retrievals.forEach(retrieval -> closeQuietly("a retrieval", retrieval::close));
        if (elections.size() > MANY) {
            leaveTogether();
        }
        // All at once first, so that many elections do not add up their waits.
        elections.forEach(SessionElection::beginCloseWithSession);
        elections.forEach(SessionElection::close);
        runtime.loop().execute(pauses::stop);
        sessions.close();
        // Not before: to those who stand by it would look like a death, and they would ask and read before they bid.
        Bounded.await(
                CompletableFuture.runAsync(liveness::close, runtime.loop()),
                requestTimeout,
                "closing the liveness endpoint");
        closeQuietly("the storage", storage::close);
        closeQuietly("the runtime", afterClose);
    }

    /** Ends each session whose elections all end soon: that releases them in one transaction. */
    private void leaveTogether() {
        Map<Sessions.Place, List<CompletableFuture<Void>>> leaving = new HashMap<>();
        elections.forEach(election -> leaving.computeIfAbsent(
                        sessions.of(layout(election.election())), place -> new ArrayList<>())
                .add(election.leave().toCompletableFuture()));
        Map<Sessions.Place, CompletableFuture<Void>> left = new HashMap<>();
        leaving.forEach((place, all) -> left.put(place, allOf(all)));
        awaitLeaving(allOf(left.values()), leaving.values());
        left.values().removeIf(end -> !end.isDone());
        allOf(left.keySet().stream()
                        .map(place -> CompletableFuture.runAsync(() -> sessions.close(place), runtime.io()))
                        .toList())
                .join();
    }

    /** As long as one after another ends: each that has not is released by itself, which costs more than to wait for it. */
    private void awaitLeaving(CompletableFuture<Void> all, Collection<List<CompletableFuture<Void>>> each) {
        long begin = runtime.clock().nanoTime();
        long before = -1;
        long ended = 0;
        while (!all.isDone() && ended > before && runtime.clock().nanoTime() - begin < MOST_LEAVING.toNanos()) {
            before = ended;
            try {
                all.get(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                ended = each.stream()
                        .flatMap(List::stream)
                        .filter(CompletableFuture::isDone)
                        .count();
            }
        }
        if (!all.isDone()) {
            LOG.info("not all elections ended soon: each of those left is released by itself");
        }
    }

    private static CompletableFuture<Void> allOf(Collection<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    private static void closeQuietly(String what, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.warn("closing {} failed", what, e);
        }
    }
}
