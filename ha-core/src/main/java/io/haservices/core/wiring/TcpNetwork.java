package io.haservices.core.wiring;

import io.haservices.core.runtime.EventLoop;
import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import io.haservices.core.runtime.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lines over TCP. One thread for all connections, begun with the first; what is told is told on the loop. */
final class TcpNetwork implements Network, AutoCloseable {
    private final EventLoop loop;
    private final Executor io;
    private final ThreadFactory threads;
    private @Nullable AsynchronousChannelGroup group;
    private boolean closed;

    /** {@code io} is for looking host names up, which blocks. */
    TcpNetwork(EventLoop loop, Executor io, ThreadFactory threads) {
        this.loop = loop;
        this.io = io;
        this.threads = threads;
    }

    private synchronized AsynchronousChannelGroup group() throws IOException {
        if (closed) {
            throw new IOException("this client is closed");
        }
        if (group == null) {
            group = AsynchronousChannelGroup.withFixedThreadPool(1, threads);
        }
        return group;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (group != null) {
            try {
                group.shutdownNow();
            } catch (IOException e) {
                group = null;
            }
        }
    }

    @Override
    public Listening listen(String host, int port, Function<Line, LineListener> accept, Consumer<String> failed)
            throws IOException {
        AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open(group());
        try {
            InetAddress address = host.isEmpty() ? null : InetAddress.getByName(host);
            server.bind(new InetSocketAddress(address, port));
            return new TcpListening(server, accept, failed);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
    }

    private final class TcpListening implements Listening, CompletionHandler<AsynchronousSocketChannel, Void> {
        private final AsynchronousServerSocketChannel server;
        private final Function<Line, LineListener> accept;
        private final Consumer<String> failed;
        private final int port;

        TcpListening(
                AsynchronousServerSocketChannel server, Function<Line, LineListener> accept, Consumer<String> failed)
                throws IOException {
            this.server = server;
            this.accept = accept;
            this.failed = failed;
            this.port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            server.accept(null, this);
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void completed(AsynchronousSocketChannel channel, Void nothing) {
            TcpLine.onLoop(loop, () -> {
                TcpLine line = new TcpLine(channel, loop, true);
                line.begin(accept.apply(line));
            });
            server.accept(null, this);
        }

        @Override
        public void failed(Throwable failure, Void nothing) {
            if (server.isOpen()) {
                TcpLine.closeQuietly(server);
                TcpLine.onLoop(loop, () -> failed.accept(String.valueOf(failure.getMessage())));
            }
        }

        @Override
        public void close() {
            TcpLine.closeQuietly(server);
        }
    }

    @Override
    public Line connect(String address, Duration timeout, LineListener listener) {
        Connecting connecting = new Connecting(listener);
        loop.schedule(timeout, connecting::giveUp);
        io.execute(() -> connecting.to(address));
        return connecting;
    }

    /** A line that is not there yet. On the loop, but for what its comments say. */
    private final class Connecting implements Line, CompletionHandler<Void, AsynchronousSocketChannel> {
        private final LineListener listener;
        private volatile @Nullable AsynchronousSocketChannel pending;
        private @Nullable TcpLine line;
        private boolean over;

        Connecting(LineListener listener) {
            this.listener = listener;
        }

        /** Blocks for the look-up of the name. */
        void to(String address) {
            try {
                int colon = address.lastIndexOf(':');
                String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
                InetSocketAddress target = new InetSocketAddress(
                        InetAddress.getByName(host), Integer.parseInt(address.substring(colon + 1)));
                AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group());
                pending = channel;
                channel.connect(target, channel, this);
            } catch (IOException | RuntimeException e) {
                TcpLine.onLoop(loop, () -> end(LineListener.End.UNREACHABLE));
            }
        }

        /** On the network's thread. */
        @Override
        public void completed(Void nothing, AsynchronousSocketChannel channel) {
            TcpLine.onLoop(loop, () -> {
                if (over) {
                    TcpLine.closeQuietly(channel);
                    return;
                }
                over = true;
                TcpLine made = new TcpLine(channel, loop, false);
                line = made;
                listener.opened();
                made.begin(listener);
            });
        }

        /** On the network's thread. */
        @Override
        public void failed(Throwable failure, AsynchronousSocketChannel channel) {
            TcpLine.closeQuietly(channel);
            boolean refused = Refusal.isOne(failure);
            TcpLine.onLoop(loop, () -> end(refused ? LineListener.End.REFUSED : LineListener.End.UNREACHABLE));
        }

        private void giveUp() {
            end(LineListener.End.UNREACHABLE);
        }

        private void end(LineListener.End why) {
            if (!over) {
                cancel();
                listener.ended(why);
            }
        }

        private void cancel() {
            over = true;
            AsynchronousSocketChannel channel = pending;
            if (channel != null) {
                TcpLine.closeQuietly(channel);
            }
        }

        @Override
        public void send(String text) {
            if (line != null) {
                line.send(text);
            }
        }

        @Override
        public void close() {
            if (line != null) {
                line.close();
            } else {
                cancel();
            }
        }
    }
}
