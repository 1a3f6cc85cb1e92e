package io.haservices.core.state;

/**
 * The term that a write is checked against.
 *
 * @param epoch its number
 * @param epochVersion the version of the epoch entry, on which the write guards
 * @param origin the origin in the epoch entry
 */
public record FencePoint(long epoch, long epochVersion, String origin) {}
