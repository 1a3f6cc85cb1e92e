/** A TCP proxy for tests that makes the faults of a network on purpose; start at {@link io.haservices.testkit.proxy.FaultProxy}. */
@NullMarked
package io.haservices.testkit.proxy;

import org.jspecify.annotations.NullMarked;
