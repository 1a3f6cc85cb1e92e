/** The test kit: the TCK for backends, an in-memory backend, the fault proxy and the history checker. */
@NullMarked
package io.haservices.testkit;

import org.jspecify.annotations.NullMarked;
