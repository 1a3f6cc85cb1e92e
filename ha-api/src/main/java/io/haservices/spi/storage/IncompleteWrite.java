package io.haservices.spi.storage;

/**
 * A write that has not ended, or whose writer has died: bytes that take space and that no reader sees.
 *
 * @param blob the blob that was to be written
 * @param id tells it from other writes of this blob; opaque, to be shown to people and given back to {@link Storage#discard}
 */
public record IncompleteWrite(BlobName blob, String id) {}
