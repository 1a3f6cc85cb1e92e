package io.haservices.core.records;

/**
 * What steers an election; its version guards every winning transaction.
 *
 * @param removed whether the election was cleaned up, or is being
 */
public record ControlRecord(boolean removed) {}
