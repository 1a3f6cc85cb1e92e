/** Finds the installed backends and the jars that they came from; start from {@link io.haservices.core.discovery.Backends}. */
@NullMarked
package io.haservices.core.discovery;

import org.jspecify.annotations.NullMarked;
