package io.haservices.core.simulation;

import io.haservices.spi.coordination.Coordination;

/** What stands between the services and their client of the coordination service; for the controls. */
@FunctionalInterface
interface Sabotage {
    /** Nothing does. */
    Sabotage NONE = (client, process) -> client;

    /** What the services of a process see in place of their client. */
    Coordination of(Coordination client, SimulatedProcess process);
}
