package io.haservices.core.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.core.runtime.EventLoop;
import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection. On the loop, but for the handlers, which only hand on to it. */
final class TcpLine implements Line {
    private static final Logger LOG = LoggerFactory.getLogger(TcpLine.class);
    /** No line of ours is nearly that long; a stranger's is not collected. */
    private static final int LONGEST = 512;

    private static final int MOST_WAITING = 100_000;
    /** Who asks faster than it reads is not listened to meanwhile. */
    private static final int MOST_UNREAD_ANSWERS = 1_000;

    private final AsynchronousSocketChannel channel;
    private final EventLoop loop;
    private final ByteBuffer received = ByteBuffer.allocate(8 * 1024);
    private final StringBuilder begun = new StringBuilder();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private final boolean accepted;
    private @Nullable LineListener listener;
    private boolean writing;
    private boolean listening;
    private boolean closed;

    /** {@code accepted} says that the other side has begun the connection, and may be anybody. */
    TcpLine(AsynchronousSocketChannel channel, EventLoop loop, boolean accepted) {
        this.channel = channel;
        this.loop = loop;
        this.accepted = accepted;
    }

    void begin(LineListener itsListener) {
        listener = itsListener;
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            LOG.debug("a connection without TCP_NODELAY", e);
        }
        read();
    }

    private void read() {
        boolean wait = accepted && waiting.size() > MOST_UNREAD_ANSWERS;
        if (!closed && !listening && !wait) {
            listening = true;
            channel.read(received, received, handler(this::received));
        }
    }

    private void received(Optional<Integer> count) {
        listening = false;
        if (closed) {
            return;
        }
        if (count.isEmpty() || count.get() < 0) {
            end();
            return;
        }
        received.flip();
        while (received.hasRemaining() && !closed) {
            char next = (char) received.get();
            if (next == '\n') {
                String text = begun.toString();
                begun.setLength(0);
                tell(text);
            } else if (begun.length() < LONGEST) {
                begun.append(next);
            } else {
                end();
            }
        }
        received.clear();
        read();
    }

    @Override
    public void send(String text) {
        if (closed) {
            return;
        }
        waiting.add(ByteBuffer.wrap((text + "\n").getBytes(UTF_8)));
        if (waiting.size() > MOST_WAITING) {
            end();
        } else {
            write();
        }
    }

    private void write() {
        ByteBuffer first = waiting.peek();
        if (writing || closed || first == null) {
            return;
        }
        writing = true;
        channel.write(first, first, handler(written -> {
            writing = false;
            if (written.isEmpty()) {
                end();
            } else if (!first.hasRemaining()) {
                waiting.poll();
            }
            write();
            read();
        }));
    }

    private void tell(String text) {
        LineListener told = listener;
        if (told != null) {
            told.line(text);
        }
    }

    private void end() {
        if (!closed) {
            close();
            LineListener told = listener;
            if (told != null) {
                told.ended(LineListener.End.BROKEN);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(channel);
    }

    /** After the end of the loop there is nobody to tell. */
    static void onLoop(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("an event of the network came after the end", e);
        }
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.debug("a socket that was not used any more did not close", e);
        }
    }

    private interface Then {
        void count(Optional<Integer> count);
    }

    private CompletionHandler<Integer, ByteBuffer> handler(Then then) {
        return new CompletionHandler<>() {
            @Override
            public void completed(Integer count, ByteBuffer buffer) {
                onLoop(loop, () -> then.count(Optional.of(count)));
            }

            @Override
            public void failed(Throwable failure, ByteBuffer buffer) {
                onLoop(loop, () -> then.count(Optional.empty()));
            }
        };
    }
}
