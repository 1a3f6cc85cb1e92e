package io.haservices.cli.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The socket between supervisor and guard. Never blocks on the other side, which may be stopped: what does not fit is kept. Used by one
 * thread; only {@link #wakeUp()} is for others.
 */
final class Link implements Closeable {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer input = ByteBuffer.allocate(8192);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<ByteBuffer> output = new ArrayDeque<>();
    private boolean disconnected;

    Link(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** True once everything that the other side had sent was read and its end was seen. */
    boolean disconnected() {
        return disconnected;
    }

    void send(Message message) {
        if (!disconnected) {
            output.add(ByteBuffer.wrap((MessageLine.encode(message) + '\n').getBytes(US_ASCII)));
            flush();
        }
    }

    /** Waits for a message, the end, or a wake-up. */
    void await(long nanos) throws IOException {
        if (nanos <= 0) {
            selector.selectNow();
        } else {
            selector.select(nanos / 1_000_000 + 1);
        }
        selector.selectedKeys().clear();
        flush();
    }

    void wakeUp() {
        selector.wakeup();
    }

    private void flush() {
        try {
            while (!disconnected && !output.isEmpty()) {
                channel.write(output.getFirst());
                if (output.getFirst().hasRemaining()) {
                    break;
                }
                output.removeFirst();
            }
            if (!disconnected) {
                key.interestOps(output.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException brokenPipe) {
            // What the other side said before it died is still there to be read, and its end comes after it.
            output.clear();
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** All messages that have arrived. */
    List<Message> read() {
        List<Message> messages = new ArrayList<>();
        try {
            int count = 0;
            while (!disconnected && (count = channel.read(input.clear())) > 0) {
                for (int i = 0; i < count; i++) {
                    accept(input.get(i), messages);
                }
            }
            if (count < 0) {
                disconnect();
            }
        } catch (IOException reset) {
            disconnect();
        }
        return messages;
    }

    private void accept(byte next, List<Message> messages) {
        if (next == '\n') {
            messages.add(MessageLine.decode(line.toString(US_ASCII)));
            line.reset();
        } else {
            line.write(next);
        }
    }

    private void disconnect() {
        disconnected = true;
        key.cancel();
    }

    /** Closes the socket; the other side sees its end. */
    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
