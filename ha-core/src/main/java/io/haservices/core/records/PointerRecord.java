package io.haservices.core.records;

/**
 * The pointer to a state.
 *
 * @param blob the blob's name in the storage
 * @param length in bytes
 * @param sha256 in lower-case hexadecimal digits
 * @param epoch the term in which it was written
 * @param mark the unique mark of the write
 */
public record PointerRecord(String blob, long length, String sha256, long epoch, String mark) {}
