package io.haservices.testkit.proxy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The ways to end a socket. All of them go on when it is dead already: closing it is all that counts then. */
final class Sockets {
    private static final int MOST_READS = 64;

    private Sockets() {}

    /** The peer reads an end of stream. */
    static void finish(SocketChannel channel) {
        discardReceived(channel);
        close(channel);
    }

    /** The peer gets "connection reset". */
    static void reset(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // Closed below.
        }
        close(channel);
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing more can be done.
        }
    }

    /** Closing a socket with unread bytes would send a reset. */
    private static void discardReceived(SocketChannel channel) {
        try {
            ByteBuffer trash = ByteBuffer.allocate(16 * 1024);
            for (int i = 0; i < MOST_READS && channel.isConnected() && channel.read(trash) > 0; i++) {
                trash.clear();
            }
        } catch (IOException e) {
            // Closed by the caller.
        }
    }
}
