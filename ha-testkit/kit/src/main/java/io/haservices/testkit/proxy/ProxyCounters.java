package io.haservices.testkit.proxy;

/**
 * What a {@link FaultProxy} has seen since it was started. The counters never go back, except {@code openConnections}.
 *
 * @param connections connections accepted
 * @param openConnections connections open now, also those that a fault holds
 * @param bytesToServer bytes handed to the target
 * @param bytesToClient bytes handed to clients
 * @param bytesSwallowed bytes that arrived and that {@link FaultProxy#swallow(Direction)} made vanish, both directions
 */
public record ProxyCounters(
        long connections, int openConnections, long bytesToServer, long bytesToClient, long bytesSwallowed) {}
