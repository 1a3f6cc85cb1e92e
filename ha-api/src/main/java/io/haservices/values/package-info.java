/** The values at the bottom of everything: bytes, names as segments of keys, the clock; start from {@link io.haservices.values.Segment}. */
@NullMarked
package io.haservices.values;

import org.jspecify.annotations.NullMarked;
