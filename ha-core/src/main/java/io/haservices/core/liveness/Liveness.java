package io.haservices.core.liveness;

import io.haservices.LivenessWitness;
import io.haservices.config.Configuration;
import io.haservices.core.records.LivenessRecord;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Network;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one client knows of the life of others, and tells of its own: one listener and one connection to each process for all elections. */
public final class Liveness {
    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

    private final Network network;
    private final CoreRuntime runtime;
    private final LivenessSettings settings;
    private final Map<String, Peer> peers = new HashMap<>();
    private final Set<Runnable> onFailure = new LinkedHashSet<>();
    private final LivenessEndpoint endpoint;
    private final Doorway doorway;

    /** Opens nothing yet. {@code supported} is false where the coordination service cannot do what follows from evidence. */
    public Liveness(CoreRuntime runtime, Configuration configuration, boolean supported) {
        this.network = runtime.network();
        this.runtime = runtime;
        this.settings = LivenessReading.of(configuration, supported);
        this.endpoint = LivenessEndpoint.answering(runtime.loop());
        this.doorway = new Doorway(network, settings, endpoint, this::endpointFailed);
    }

    /** Where can be asked whether this process and its witness live; nothing where that cannot be told of both. On the loop. */
    public List<String> addresses(Optional<LivenessWitness> witness) {
        String own = doorway.address();
        List<Integer> others = witness.map(LivenessWitness::ports).orElse(List.of());
        if (own.isEmpty() || (witness.isPresent() && others.isEmpty())) {
            return List.of();
        }
        return Stream.concat(Stream.of(own), others.stream().map(doorway::at)).toList();
    }

    /** From now on the term of this id counts as held here. */
    public void hold(String id) {
        endpoint.hold(id);
    }

    /** From now on it does not. */
    public void drop(String id) {
        endpoint.drop(id);
    }

    /** Tells when the endpoint has failed; each is told once. */
    public void onEndpointFailure(Runnable listener) {
        onFailure.add(listener);
    }

    /** The election that this is for is over. */
    public void forget(Runnable listener) {
        onFailure.remove(listener);
    }

    /** For one contender, who follows one term at a time. */
    public Follower follower(BiConsumer<LivenessRecord, Evidence> tell) {
        return new Follower(tell);
    }

    /** Ends all connections. */
    public void close() {
        doorway.close();
        peers.values().forEach(Peer::close);
        peers.clear();
    }

    private void endpointFailed() {
        List.copyOf(onFailure).forEach(Runnable::run);
    }

    /** Who follows the term of another process. */
    public final class Follower {
        private final BiConsumer<LivenessRecord, Evidence> tell;
        private final Set<String> answering = new HashSet<>();
        private final Set<String> dead = new HashSet<>();
        private LivenessRecord followed = LivenessRecord.NONE;

        private Follower(BiConsumer<LivenessRecord, Evidence> tell) {
            this.tell = tell;
        }

        /** Follows this one instead of another; NONE follows nobody. */
        public void follow(LivenessRecord term) {
            if (!settings.follows() || term.equals(followed)) {
                return;
            }
            LivenessRecord former = followed;
            followed = term;
            answering.clear();
            dead.clear();
            for (String address : term.addresses()) {
                peers.computeIfAbsent(address, Liveness.this::peer)
                        .follow(term.id(), () -> confirmed(term, address), evidence -> found(term, address, evidence));
            }
            former.addresses().forEach(address -> leave(address, former.id()));
        }

        private void confirmed(LivenessRecord term, String address) {
            answering.add(address);
            if (term.equals(followed) && answering.containsAll(term.addresses())) {
                LOG.info("the leading process answers at {}: its death will be noticed at once", term.addresses());
            }
        }

        /** One of several may be dead alone. */
        private void found(LivenessRecord term, String address, Evidence evidence) {
            dead.add(address);
            if (term.equals(followed) && dead.containsAll(term.addresses())) {
                tell.accept(term, evidence);
            }
        }

        private void leave(String address, String id) {
            Peer peer = peers.get(address);
            if (peer != null) {
                peer.unfollow(id);
                if (peer.isIdle()) {
                    peers.remove(address);
                    peer.close();
                }
            }
        }
    }

    private Peer peer(String address) {
        Peer peer = new Peer(network, runtime, address, settings.unreachableAfter());
        peer.start();
        return peer;
    }
}
