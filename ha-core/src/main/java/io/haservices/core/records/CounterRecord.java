package io.haservices.core.records;

/**
 * A counter.
 *
 * @param last the value given out last
 * @param mark the unique mark of the transaction that wrote this record
 */
public record CounterRecord(long last, String mark) {}
