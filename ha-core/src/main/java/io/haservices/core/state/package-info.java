/**
 * States and counters under a fence; start from {@link io.haservices.core.state.StateStores}. The one place where an unknown
 * outcome is resolved is {@link io.haservices.core.state.FencedCommit}.
 */
@NullMarked
package io.haservices.core.state;

import org.jspecify.annotations.NullMarked;
