package io.haservices.testkit.proxy;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The way to the target: connects, and tries again as long as the target's patience lasts. */
final class Upstream {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Target target;
    private final Selector selector;
    private final Object attachment;
    private @Nullable SelectionKey key;
    private boolean tried;
    private boolean givenUp;
    private long giveUpAt;
    private long nextTryAt;

    Upstream(Target target, Selector selector, Object attachment) {
        this.target = target;
        this.selector = selector;
        this.attachment = attachment;
    }

    boolean isConnected() {
        return key != null && channel(key).isConnected();
    }

    /** No connection, and none will be tried any more. */
    boolean isGivenUp() {
        return givenUp;
    }

    /** The key of the present connection, or attempt. */
    @Nullable
    SelectionKey key() {
        return key;
    }

    @Nullable
    SocketChannel channel() {
        return key == null ? null : channel(key);
    }

    long nextDue(long now) {
        return tried && key == null && !givenUp ? nextTryAt : now + Long.MAX_VALUE / 2;
    }

    /** Starts an attempt if there is none and its time has come. */
    void connect(long now) {
        if (key != null || givenUp || (tried && nextTryAt - now > 0)) {
            return;
        }
        if (!tried) {
            tried = true;
            giveUpAt = now + target.patience().toNanos();
        }
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, SelectionKey.OP_CONNECT, attachment);
            channel.connect(target.address());
        } catch (IOException e) {
            failed(now);
        }
    }

    void finishConnecting(long now) {
        try {
            if (key != null) {
                channel(key).finishConnect();
            }
        } catch (IOException e) {
            failed(now);
        }
    }

    private void failed(long now) {
        if (key != null) {
            Sockets.close(channel(key));
            key = null;
        }
        nextTryAt = now + PAUSE_NANOS;
        givenUp = nextTryAt - giveUpAt > 0;
    }

    private static SocketChannel channel(SelectionKey key) {
        return (SocketChannel) key.channel();
    }
}
