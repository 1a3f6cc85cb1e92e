/** Configuration, read and checked. */
@NullMarked
package io.haservices.core.config;

import org.jspecify.annotations.NullMarked;
