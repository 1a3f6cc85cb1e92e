package io.haservices.core.state;

import io.haservices.core.runtime.CoreRuntime;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.storage.Storage;
import java.time.Duration;

/**
 * What all stores and counters of one client share.
 *
 * @param coordination the client of the coordination service
 * @param storage the storage
 * @param runtime threads, time and chance
 * @param sequencer keeps writes to one key in order
 * @param patience how long an unknown outcome is looked after
 * @param parallelism how many states are read at a time
 */
record StoreContext(
        Coordination coordination,
        Storage storage,
        CoreRuntime runtime,
        Sequencer sequencer,
        Duration patience,
        int parallelism) {}
