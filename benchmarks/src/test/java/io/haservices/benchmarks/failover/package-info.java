/**
 * How long nobody leads after a leader was killed, and what evidence of death may not do; on real servers, with real processes. Start from
 * {@link io.haservices.benchmarks.failover.FailoverIT}.
 */
@NullMarked
package io.haservices.benchmarks.failover;

import org.jspecify.annotations.NullMarked;
