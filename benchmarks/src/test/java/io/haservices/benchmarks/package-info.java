/** What the measurements share. */
@NullMarked
package io.haservices.benchmarks;

import org.jspecify.annotations.NullMarked;
