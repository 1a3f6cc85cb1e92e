package io.haservices.core.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.HighAvailabilityOptions;
import io.haservices.SteeringOptions;
import io.haservices.config.Configuration;
import io.haservices.core.election.CandidateEntry;
import io.haservices.core.election.Standing;
import io.haservices.core.records.Layout;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.state.StateStores;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of this process. A service may end a session in one transaction that names all that is bound to it, and one that is too
 * large can bring the service down; so elections are spread over sessions by the bytes of their keys. What is asked about an election
 * in which this process stands goes over the same client, and sees what that has seen. Safe for use by several threads.
 */
final class Sessions {
    /** So many bytes of keys are bound to one session; ZooKeeper bears four times as many. */
    static final int BUDGET = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    /** What a backend puts before and between the parts of a key that are counted. */
    private static final int AROUND = 128;

    private final Configuration configuration;
    private final Storage storage;
    private final CoreRuntime runtime;
    private final Supplier<Coordination> another;
    private final List<Place> places = new ArrayList<>();
    private final Map<Scope, Share> shares = new HashMap<>();

    /** Begins with this client; opens others when they are needed, and closes none before the end. */
    Sessions(
            Configuration configuration,
            Coordination first,
            Supplier<Coordination> another,
            Storage storage,
            CoreRuntime runtime) {
        this.configuration = configuration;
        this.storage = storage;
        this.runtime = runtime;
        this.another = another;
        places.add(new Place(first));
    }

    /** One session, and what is kept for each. */
    final class Place {
        private final Coordination coordination;
        private final StateStores stores;
        private final CandidateEntry candidates;
        private final Standing standing;
        private int bytes;

        private Place(Coordination coordination) {
            Duration timeout = configuration.get(HighAvailabilityOptions.REQUEST_TIMEOUT);
            this.coordination = coordination;
            this.stores = new StateStores(
                    coordination,
                    storage,
                    runtime,
                    timeout.multipliedBy(2),
                    configuration.get(HighAvailabilityOptions.RECOVERY_PARALLELISM));
            this.candidates = new CandidateEntry(
                    coordination,
                    runtime,
                    configuration.get(HighAvailabilityOptions.DESCRIPTION),
                    configuration.get(SteeringOptions.CANDIDATE_ID));
            this.standing = new Standing(coordination, runtime);
        }

        Coordination coordination() {
            return coordination;
        }

        StateStores stores() {
            return stores;
        }

        CandidateEntry candidates() {
            return candidates;
        }

        Standing standing() {
            return standing;
        }
    }

    /** The place of an election, for as long as contenders stand in it. */
    private static final class Share {
        private final Place place;
        private int contenders;

        Share(Place place) {
            this.place = place;
        }
    }

    /** Where the election of this layout is, or the first place when nobody stands in it here. */
    synchronized Place of(Layout layout) {
        Share share = shares.get(layout.scope());
        return share == null ? places.get(0) : share.place;
    }

    /** A contender needs a place, until it leaves. */
    synchronized Place enter(Layout layout) {
        Share share = shares.computeIfAbsent(layout.scope(), scope -> {
            Place place = placeFor(cost(layout));
            place.bytes += cost(layout);
            return new Share(place);
        });
        share.contenders++;
        return share.place;
    }

    /** A contender needs its place no more. */
    synchronized void leave(Layout layout) {
        Share share = shares.get(layout.scope());
        if (share != null && --share.contenders == 0) {
            shares.remove(layout.scope());
            share.place.bytes -= cost(layout);
        }
    }

    /** How many there are. */
    synchronized int count() {
        return places.size();
    }

    /** Ends all sessions. */
    void close() {
        List<Place> all;
        synchronized (this) {
            all = List.copyOf(places);
        }
        CompletableFuture<?>[] others = all.stream()
                .skip(1)
                .map(place -> CompletableFuture.runAsync(() -> close(place), runtime.io()))
                .toArray(CompletableFuture[]::new);
        close(all.get(0));
        CompletableFuture.allOf(others).join();
    }

    /** Ends one session; once more does nothing. */
    void close(Place place) {
        runtime.loop().execute(place.candidates::close);
        try {
            place.coordination.close();
        } catch (RuntimeException e) {
            LOG.warn("closing a client of the coordination service failed", e);
        }
    }

    private Place placeFor(int cost) {
        return places.stream()
                .filter(place -> place.bytes + cost <= BUDGET)
                .findFirst()
                .orElseGet(() -> {
                    Place place = new Place(another.get());
                    places.add(place);
                    LOG.info("this process stands in so many elections that it takes session number {}", places.size());
                    return place;
                });
    }

    private static int cost(Layout layout) {
        return AROUND
                + layout.clusterId().getBytes(UTF_8).length
                + layout.leader().scope().segment().length()
                + layout.leader().path().length();
    }
}
