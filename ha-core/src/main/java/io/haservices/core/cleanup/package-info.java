/**
 * Finds and removes what crashes leave behind in the storage; start from {@link io.haservices.core.cleanup.Survey}, which says why
 * that is safe.
 */
@NullMarked
package io.haservices.core.cleanup;

import org.jspecify.annotations.NullMarked;
