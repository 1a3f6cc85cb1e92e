package io.haservices.testkit.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports outside the range from which the kernel takes the ports of outgoing connections. A port of that range could be taken while its
 * server is down; worse, a client that keeps trying to connect to it would sooner or later get itself as the other end.
 */
final class Ports {
    private static final int LOWEST = 12_000;
    private static final int BELOW = 32_000;
    private static final int TRIES = 1_000;

    /** Given away in this JVM, whether or not a server already listens there. */
    private static final Set<InetSocketAddress> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    static InetSocketAddress freeAt(InetAddress address) {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BELOW);
            InetSocketAddress candidate = new InetSocketAddress(address, port);
            if (isFree(candidate) && GIVEN.add(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free port at " + address + " after " + TRIES
                + " tries; servers for tests need all of 127.0.0.0/8, as on Linux");
    }

    static void release(InetSocketAddress address) {
        GIVEN.remove(address);
    }

    private static boolean isFree(InetSocketAddress candidate) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(candidate);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
