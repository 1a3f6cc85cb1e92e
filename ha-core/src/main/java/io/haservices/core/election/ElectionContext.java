package io.haservices.core.election;

import io.haservices.config.Configuration;
import io.haservices.core.liveness.Liveness;
import io.haservices.core.records.Layout;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Gate;
import io.haservices.core.runtime.Pauses;
import io.haservices.core.state.StateStores;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.storage.Storage;
import java.time.Duration;

/**
 * What everything about one election shares.
 *
 * @param layout where its entries and blobs lie
 * @param configuration all options
 * @param coordination the client of the coordination service
 * @param storage the storage
 * @param runtime threads, time and chance
 * @param stores makes the states and counters of a term
 * @param candidates where to say who stands
 * @param standing who stands
 * @param liveness what is known of the life of others, and told of our own
 * @param pauses of this process
 * @param cleaning lets only few elections of this process clean up at a time
 * @param records lets only few elections of this process write for people at a time
 * @param requestTimeout within which every request is answered
 */
public record ElectionContext(
        Layout layout,
        Configuration configuration,
        Coordination coordination,
        Storage storage,
        CoreRuntime runtime,
        StateStores stores,
        CandidateEntry candidates,
        Standing standing,
        Liveness liveness,
        Pauses pauses,
        Gate cleaning,
        Gate records,
        Duration requestTimeout) {}
