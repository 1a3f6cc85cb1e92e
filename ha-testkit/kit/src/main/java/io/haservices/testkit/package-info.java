/** The test kit: the TCK for backends, an in-memory backend and the fault proxy. */
@NullMarked
package io.haservices.testkit;

import org.jspecify.annotations.NullMarked;
