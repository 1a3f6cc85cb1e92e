/** The services as a whole. */
@NullMarked
package io.haservices.core;

import org.jspecify.annotations.NullMarked;
