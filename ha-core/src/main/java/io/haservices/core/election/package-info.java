/**
 * Standing in an election: {@link io.haservices.core.election.ElectionMachine} decides, state and event to actions, without
 * thread or clock; {@link io.haservices.core.election.SessionElection} carries the actions out.
 */
@NullMarked
package io.haservices.core.election;

import org.jspecify.annotations.NullMarked;
