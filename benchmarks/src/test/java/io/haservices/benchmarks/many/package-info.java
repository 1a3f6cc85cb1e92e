/** Thousands of elections in one process; start from {@link io.haservices.benchmarks.many.ManyElectionsIT}. */
@NullMarked
package io.haservices.benchmarks.many;

import org.jspecify.annotations.NullMarked;
