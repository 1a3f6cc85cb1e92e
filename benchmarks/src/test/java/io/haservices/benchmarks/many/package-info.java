/** Thousands of elections in one process; start from {@link io.haservices.benchmarks.many.MasterMain}. */
@NullMarked
package io.haservices.benchmarks.many;

import org.jspecify.annotations.NullMarked;
