/** Threads, time and chance as the services get them; start from {@link io.haservices.core.runtime.CoreRuntime}. */
@NullMarked
package io.haservices.core.runtime;

import org.jspecify.annotations.NullMarked;
