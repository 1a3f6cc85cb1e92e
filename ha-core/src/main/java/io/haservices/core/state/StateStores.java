package io.haservices.core.state;

import io.haservices.Counter;
import io.haservices.StateStore;
import io.haservices.core.records.Layout;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.storage.Storage;
import java.time.Duration;
import java.util.Optional;

/** Makes the stores and counters of one client. */
public final class StateStores {
    private final StoreContext context;

    /**
     * {@code patience} is how long a write whose answer was lost is looked after, {@code parallelism} how many states are read at a
     * time.
     */
    public StateStores(
            Coordination coordination, Storage storage, CoreRuntime runtime, Duration patience, int parallelism) {
        this.context = new StoreContext(coordination, storage, runtime, new Sequencer(), patience, parallelism);
    }

    /** A store of an election. */
    public StateStore store(Layout layout, String store, Fencing fencing) {
        return new FencedStateStore(context, layout, store, fencing);
    }

    /** A counter of an election. */
    public Counter counter(Layout layout, String name, Fencing fencing) {
        return new FencedCounter(context, layout, name, fencing);
    }

    /** What a leader publishes about itself; {@code known} is its entry, if its transaction told how it is. */
    public LeaderPublication publication(
            Layout layout, Fencing fencing, String leaderId, Optional<LeaderPublication.Known> known) {
        return new LeaderPublication(context, layout, fencing, leaderId, known);
    }

    /** Looks at what pointers name. */
    public Examination examination(Layout layout) {
        return new Examination(context, layout);
    }

    /** Moves pointers out of the way. */
    public Quarantine quarantine(Layout layout, Fencing fencing) {
        return new Quarantine(context, layout, fencing);
    }
}
