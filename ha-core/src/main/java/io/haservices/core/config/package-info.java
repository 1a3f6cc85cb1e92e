/**
 * Configuration from files, environment and command line, and what is wrong with it; start from
 * {@link io.haservices.core.config.ConfigurationLoader}. The rules CF-01 to CF-13 of the specification are kept here.
 */
@NullMarked
package io.haservices.core.config;

import org.jspecify.annotations.NullMarked;
