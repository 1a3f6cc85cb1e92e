/** Tests of the in-memory backends, and of the TCK with broken ones. */
@NullMarked
package io.haservices.testkit.memory;

import org.jspecify.annotations.NullMarked;
