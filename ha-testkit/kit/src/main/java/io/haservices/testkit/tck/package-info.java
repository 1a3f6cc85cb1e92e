/**
 * What both TCKs are made of. A backend's author starts with {@link io.haservices.testkit.tck.coordination.CoordinationTck} or
 * {@link io.haservices.testkit.tck.storage.StorageTck}.
 */
@NullMarked
package io.haservices.testkit.tck;

import org.jspecify.annotations.NullMarked;
