/** Opening, and what is left when it fails. */
@NullMarked
package io.haservices.core.wiring;

import org.jspecify.annotations.NullMarked;
