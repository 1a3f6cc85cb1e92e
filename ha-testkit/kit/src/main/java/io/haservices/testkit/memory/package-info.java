/**
 * A coordination service and a storage that live in this JVM, for unit tests and simulations; start from
 * {@link io.haservices.testkit.memory.InMemoryCoordinationService} and {@link io.haservices.testkit.memory.InMemoryStorage}.
 */
@NullMarked
package io.haservices.testkit.memory;

import org.jspecify.annotations.NullMarked;
