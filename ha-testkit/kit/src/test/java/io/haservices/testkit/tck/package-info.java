/** Tests of what the TCK says of itself. */
@NullMarked
package io.haservices.testkit.tck;

import org.jspecify.annotations.NullMarked;
