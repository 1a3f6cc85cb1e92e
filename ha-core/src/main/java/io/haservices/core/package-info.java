/** The services, built once over the two SPIs; start at {@code wiring}. */
@NullMarked
package io.haservices.core;

import org.jspecify.annotations.NullMarked;
