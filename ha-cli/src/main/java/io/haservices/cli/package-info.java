/** The commands of {@code bin/ha}. */
@NullMarked
package io.haservices.cli;

import org.jspecify.annotations.NullMarked;
