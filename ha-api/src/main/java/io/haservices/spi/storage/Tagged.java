package io.haservices.spi.storage;

import io.haservices.values.Bytes;

/**
 * A small blob with the tag that a compare-and-set expects.
 *
 * @param content the bytes
 * @param tag opaque; differs between different contents
 */
public record Tagged(Bytes content, String tag) {}
