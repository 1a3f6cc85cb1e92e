package io.haservices.core.records;

/**
 * The current term of an election.
 *
 * @param epoch its number; 0 before the first term
 * @param origin a random id made with this entry; part of every blob's name
 * @param mark the unique mark of the transaction that wrote this record
 * @param leader what the candidate that began it is called across restarts; while paused only that one may win
 */
public record EpochRecord(
        long epoch,
        String origin,
        String mark,
        @AddedLater("\"\"") String leader) {}
