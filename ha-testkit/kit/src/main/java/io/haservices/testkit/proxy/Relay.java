package io.haservices.testkit.proxy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection through the proxy: the client's socket, the way to the target, and a pipe in each direction. */
final class Relay {
    private final SocketChannel client;
    private final SelectionKey clientKey;
    private final Upstream server;
    private final Pipe toServer;
    private final Pipe toClient;
    private boolean silent;

    /** The pipe whose source is dead while a fault hides that death from the other side. */
    private @Nullable Pipe mourned;

    Relay(SocketChannel client, Target target, Selector selector, Pipe toServer, Pipe toClient) throws IOException {
        this.client = client;
        this.server = new Upstream(target, selector, this);
        this.toServer = toServer;
        this.toClient = toClient;
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        clientKey = client.register(selector, 0, this);
    }

    /** Leaves the accepted connection alone until {@link #wake()}: no connection to the target, no byte read. */
    void silence() {
        silent = true;
    }

    /** Ends {@link #silence()}. */
    void wake() {
        silent = false;
    }

    boolean isOpen() {
        return client.isOpen();
    }

    void ready(SelectionKey key, long now) {
        if (key == server.key() && key.isValid() && key.isConnectable()) {
            server.finishConnecting(now);
        }
        if (key.isValid() && key.isReadable()) {
            Pipe pipe = key == clientKey ? toServer : toClient;
            try {
                pipe.read((SocketChannel) key.channel(), now);
            } catch (IOException e) {
                sourceFailed(pipe);
            }
        }
    }

    /** Does all that can be done without waiting, then asks for the events that would let it do more. */
    void pump(long now) {
        if (!isOpen() || mourned != null) {
            return;
        }
        if (mayConnect()) {
            server.connect(now);
        }
        SocketChannel connected = server.channel();
        if (server.isGivenUp()) {
            reset();
        } else if (connected != null && server.isConnected()) {
            write(toServer, connected, toClient, now);
            write(toClient, client, toServer, now);
            if (toServer.isDone() && toClient.isDone()) {
                end(Sockets::close);
            }
            updateInterest();
        }
    }

    long nextDue(long now) {
        if (mourned != null) {
            return now + Long.MAX_VALUE / 2;
        }
        long pipes = Math.min(toServer.nextDue(now) - now, toClient.nextDue(now) - now);
        return now + (mayConnect() ? Math.min(pipes, server.nextDue(now) - now) : pipes);
    }

    /** A connect is the first packet to the server: what doesn't let bytes through doesn't let it through either. */
    private boolean mayConnect() {
        return !silent && toServer.flow().passes();
    }

    /** A stream with a gap must not go on once it could: the receiver would take its rest for what it is not. */
    void resetIfBroken() {
        boolean deathHidden = mourned != null && mourned.flow().passes();
        if (deathHidden || toServer.isBroken() || toClient.isBroken()) {
            reset();
        }
    }

    /** Ends both sides in good order. */
    void cut() {
        end(Sockets::finish);
    }

    /** Ends both sides with a reset. */
    void reset() {
        end(Sockets::reset);
    }

    private void end(Consumer<SocketChannel> way) {
        way.accept(client);
        SocketChannel other = server.channel();
        if (other != null) {
            way.accept(other);
        }
    }

    private void write(Pipe pipe, SocketChannel destination, Pipe back, long now) {
        try {
            if (isOpen() && mourned == null && pipe.write(destination, now)) {
                pipe.flow().trip();
                cut();
            }
        } catch (IOException e) {
            sourceFailed(back);
        }
    }

    /** The socket that this pipe reads from is dead. A fault that stops the bytes of that side hides its death too. */
    private void sourceFailed(Pipe pipe) {
        if (pipe.flow().passes()) {
            reset();
        } else {
            mourned = pipe;
            updateInterest();
        }
    }

    private void updateInterest() {
        SelectionKey serverKey = server.key();
        if (serverKey != null && serverKey.isValid() && clientKey.isValid()) {
            clientKey.interestOps(mourned != null ? 0 : interest(toServer, toClient));
            serverKey.interestOps(mourned != null ? 0 : interest(toClient, toServer));
        }
    }

    private static int interest(Pipe readBy, Pipe writtenBy) {
        return (readBy.wantsToRead() ? SelectionKey.OP_READ : 0)
                | (writtenBy.wantsToWrite() ? SelectionKey.OP_WRITE : 0);
    }
}
