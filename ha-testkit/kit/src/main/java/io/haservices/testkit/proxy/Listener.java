package io.haservices.testkit.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** The listening socket. While it is shut, connects are refused and the port stays reserved. */
final class Listener {
    private static final int BACKLOG = 512;

    private final InetSocketAddress address;
    private ServerSocketChannel listening;
    private @Nullable Socket reservation;

    private Listener(ServerSocketChannel listening) throws IOException {
        this.listening = listening;
        this.address = (InetSocketAddress) listening.getLocalAddress();
    }

    static Listener open(InetSocketAddress wanted) throws IOException {
        return new Listener(listen(wanted));
    }

    InetSocketAddress address() {
        return address;
    }

    void register(Selector selector) throws IOException {
        listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    @Nullable
    SocketChannel accept() throws IOException {
        return listening.accept();
    }

    boolean isShut() {
        return !listening.isOpen();
    }

    void shut(Selector selector) throws IOException {
        listening.close();
        // The selection really closes the socket; only then can the port be taken again.
        selector.selectNow();
        reservation = reserve();
    }

    void reopen(Selector selector) throws IOException {
        release();
        listening = listen(address);
        register(selector);
    }

    void close() throws IOException {
        release();
        listening.close();
    }

    private static ServerSocketChannel listen(InetSocketAddress wanted) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel.bind(wanted, BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on " + wanted + ": " + e.getMessage(), e);
        }
    }

    /** A bound socket that doesn't listen refuses connects and keeps the kernel from giving the port to others. */
    @SuppressWarnings("AddressSelection")
    private @Nullable Socket reserve() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            // Some kernels don't allow it beside connections of the same port. The port is then most probably free
            // later.
            socket.close();
            return null;
        }
    }

    private void release() throws IOException {
        if (reservation != null) {
            reservation.close();
            reservation = null;
        }
    }
}
