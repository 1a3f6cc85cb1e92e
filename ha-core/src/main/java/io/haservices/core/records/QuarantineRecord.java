package io.haservices.core.records;

/**
 * A pointer that a repair moved out of the way, because what it names is missing or damaged.
 *
 * @param pointer the value of the entry as it was: the text, or its bytes after {@code base64:} when they are none
 * @param blob the blob that it names; empty when it cannot be read
 * @param epoch the term in which it was moved: blobs of this state up to that term are held until the quarantine ends
 * @param reason what was wrong, in words
 */
public record QuarantineRecord(String pointer, String blob, long epoch, String reason) {}
