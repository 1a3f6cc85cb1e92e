/** Typed options and the values given for them; start from {@link io.haservices.config.ConfigOption}. */
@NullMarked
package io.haservices.config;

import org.jspecify.annotations.NullMarked;
