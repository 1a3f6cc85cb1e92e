/**
 * What a coordination service must be able to do; start from {@link io.haservices.spi.coordination.Coordination}. The rules
 * CO-01 to CO-20 of the specification are checked by the TCK in {@code ha-testkit}.
 */
@NullMarked
package io.haservices.spi.coordination;

import org.jspecify.annotations.NullMarked;
