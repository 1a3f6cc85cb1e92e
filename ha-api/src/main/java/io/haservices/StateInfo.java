package io.haservices;

import java.net.URI;

/**
 * What the pointer of a state says.
 *
 * @param store the store's name
 * @param name the state's name
 * @param version the pointer's version, for conditional writes
 * @param length of the content, in bytes
 * @param sha256 of the content, in lower-case hexadecimal digits
 * @param epoch the term in which it was written
 * @param mark the unique mark of the write
 * @param location where the bytes lie
 */
public record StateInfo(
        String store,
        String name,
        StateVersion version,
        long length,
        String sha256,
        long epoch,
        String mark,
        URI location) {}
