/** Judges histories of what clients saw while a service was under attack; start at {@link io.haservices.testkit.history.Linearizability}. */
@NullMarked
package io.haservices.testkit.history;

import org.jspecify.annotations.NullMarked;
