/** Finding the leader; start from {@link io.haservices.core.retrieval.WatchedRetrieval}. */
@NullMarked
package io.haservices.core.retrieval;

import org.jspecify.annotations.NullMarked;
