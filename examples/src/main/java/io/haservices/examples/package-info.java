/** Small masters to start from; begin with {@link io.haservices.examples.CountingMaster}. */
@NullMarked
package io.haservices.examples;

import org.jspecify.annotations.NullMarked;
