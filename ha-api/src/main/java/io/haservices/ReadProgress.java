package io.haservices;

/**
 * How far reading all states of a store has come.
 *
 * @param done how many states were handed over, reported as damaged, or found removed meanwhile
 * @param total how many there were at the begin
 * @param bytes handed over so far
 */
public record ReadProgress(int done, int total, long bytes) {}
