/**
 * What a storage of blobs must be able to do; start from {@link io.haservices.spi.storage.Storage}. The rules ST-01 to ST-14
 * of the specification are checked by the TCK in {@code ha-testkit}.
 */
@NullMarked
package io.haservices.spi.storage;

import org.jspecify.annotations.NullMarked;
