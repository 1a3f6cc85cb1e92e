/**
 * Evidence of death: a leading process can be asked whether it still holds a term, and those who stand by ask it over a connection
 * that breaks when it dies. Start from {@link io.haservices.core.liveness.Liveness}. Safety never rests on it.
 */
@NullMarked
package io.haservices.core.liveness;

import org.jspecify.annotations.NullMarked;
