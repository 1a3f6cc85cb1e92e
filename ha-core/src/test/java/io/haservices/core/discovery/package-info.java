/** Backends in jars, whole and broken. */
@NullMarked
package io.haservices.core.discovery;

import org.jspecify.annotations.NullMarked;
