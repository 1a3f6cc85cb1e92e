/**
 * Whole runs of the shipped services in virtual time, each from one seed; start from
 * {@link io.haservices.core.simulation.Simulation}. What is simulated is what lies outside of the services: processes, their clocks and
 * threads, the network, a coordination service and a storage. Nothing of what the services decide is written again here.
 */
@NullMarked
package io.haservices.core.simulation;

import org.jspecify.annotations.NullMarked;
