/**
 * The composition root: from a configuration to running services; start from
 * {@link io.haservices.core.wiring.Installation}. The only package that knows Guice.
 */
@NullMarked
package io.haservices.core.wiring;

import org.jspecify.annotations.NullMarked;
