package io.haservices.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy that stands between clients and one server and makes the faults of a network when it is told to.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(server).start()) {
 *     Client client = connect(proxy.address());
 *     proxy.cutAfter(Direction.TO_CLIENT, 0);   // the next request gets through, its answer doesn't come back
 *     proxy.refuse();                           // and no new connection until:
 *     proxy.heal();
 * }
 * }</pre>
 *
 * <p><b>Faults.</b> There are three kinds, independent of each other, and all can be switched while bytes flow. How a
 * <em>direction</em> treats bytes: {@link #pass(Direction) pass}, {@link #hold(Direction) hold}, {@link #swallow(Direction)
 * swallow}, and beside it {@link #delay(Direction, Duration, Duration) delay} and {@link #cutAfter(Direction, long) cutAfter}; these
 * hold for all connections, present and later. How <em>new connections</em> are treated: {@link #accept()},
 * {@link #acceptSilently()}, {@link #refuse()}; present connections are left alone. What happens <em>once</em>, now, to all
 * present connections: {@link #cut()}, {@link #reset()}. {@link #heal()} ends every fault.
 *
 * <p><b>When a fault takes effect.</b> When a method returns, the fault is in force: no byte that the proxy had not handed on by then is
 * exempt from it. Bytes that the proxy had handed on may still be in the receiver's buffers.
 *
 * <p><b>Ends of connections.</b> An end of stream or a reset by one peer is passed on to the other, in order behind the bytes before it, unless
 * its direction holds or swallows. A target that cannot be reached shows as a reset of the client's connection, after it was accepted.
 * While {@link Direction#TO_SERVER} doesn't pass, the proxy opens no connection to the target; it does when that direction passes
 * again.
 *
 * <p><b>Threading.</b> All methods may be called from any thread, except from the proxy's own, which runs no code of the caller. They block for the
 * moment that the proxy's thread needs to carry them out. The proxy has one daemon thread, named after its port and target; it
 * sleeps while there is nothing to do. Before {@link #start()} and after {@link #close()} every fault method and {@link #address()} throw
 * {@link IllegalStateException}.
 */
public final class FaultProxy implements AutoCloseable {
    private final Target target;
    private final InetSocketAddress wanted;
    private final Traffic traffic = new Traffic();
    private @Nullable Listener listener;
    private @Nullable Relays relays;
    private @Nullable EventLoop loop;
    private boolean closed;

    private FaultProxy(Target target, InetSocketAddress wanted) {
        this.target = target;
        this.wanted = wanted;
    }

    /**
     * A proxy to this server, not yet started, that will listen on a free port of the loopback address. Does no I/O.
     *
     * @param target where the server listens; it doesn't have to listen yet
     */
    public static FaultProxy to(InetSocketAddress target) {
        return new FaultProxy(
                new Target(target, Duration.ZERO), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * The same proxy, not yet started, listening elsewhere: for servers that must be seen under a certain address or port.
     *
     * @param address where to listen; port 0 means a free one
     */
    public FaultProxy listeningOn(InetSocketAddress address) {
        return new FaultProxy(target, address);
    }

    /**
     * The same proxy, not yet started, that keeps trying to reach a target that refuses, and resets the client's connection only after this
     * time. A client whose own connect would be refused knows that it should try again; behind a proxy it is connected
     * already, and some servers that start together don't get over the reset of such a connection.
     *
     * @param patience zero by default
     */
    public FaultProxy waitingForTarget(Duration patience) {
        return new FaultProxy(new Target(target.address(), patience), wanted);
    }

    /**
     * Starts to listen, without any fault, and returns this proxy.
     *
     * @throws UncheckedIOException if the address is taken or doesn't exist
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized FaultProxy start() {
        if (loop != null || closed) {
            throw new IllegalStateException(this + " was started or closed before");
        }
        try {
            Listener opened = Listener.open(wanted);
            Selector selector = Selector.open();
            opened.register(selector);
            listener = opened;
            relays = new Relays(target, opened, selector, traffic);
            loop = new EventLoop(
                    "fault-proxy-" + opened.address().getPort() + "-to-" + target.address(), selector, relays);
            loop.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect to. Does not change as long as the proxy lives, also while connects are refused. */
    public synchronized InetSocketAddress address() {
        if (listener == null || closed) {
            throw new IllegalStateException(this + " is not started, or closed");
        }
        return listener.address();
    }

    /** The port of {@link #address()}. */
    public int port() {
        return address().getPort();
    }

    /** Where the server listens. */
    public InetSocketAddress target() {
        return target.address();
    }

    /** Lets bytes of this direction through again after {@link #hold(Direction)} or {@link #swallow(Direction)}; a stream with a gap is reset. Delay and limit stay. */
    public void pass(Direction direction) {
        order(all -> {
            all.flow(direction).mode(Flow.Mode.PASS);
            all.forEach(Relay::resetIfBroken);
        });
    }

    /**
     * Keeps the bytes of this direction: none is read, none is handed on, none is lost, and neither an end of stream nor a reset is passed on. Both
     * peers see an open connection on which nothing moves, as with packets lost on the way and repeated by the kernel for ever. When it
     * passes again, they go on as if nothing had been.
     */
    public void hold(Direction direction) {
        order(all -> all.flow(direction).mode(Flow.Mode.HOLD));
    }

    /** {@link #hold(Direction)} in both directions: a black hole. */
    public void hold() {
        order(all -> {
            for (Direction direction : Direction.values()) {
                all.flow(direction).mode(Flow.Mode.HOLD);
            }
        });
    }

    /**
     * Takes the bytes of this direction and throws them away, while the other direction works: a one-way partition in which the sender's
     * kernel believes that all is well. A connection that lost bytes, an end of stream or a reset in this way is reset when the direction passes again,
     * for a TCP stream cannot have a gap.
     */
    public void swallow(Direction direction) {
        order(all -> all.flow(direction).mode(Flow.Mode.SWALLOW));
    }

    /**
     * Hands every byte of this direction on this much later than it arrived. The order is kept, and bytes on their way don't slow down those
     * behind them. {@link Duration#ZERO} twice ends the delay and hands on what waits at once.
     *
     * @param delay the least delay, to a precision of about a millisecond
     * @param jitter up to this much more, drawn anew for every piece that arrives
     */
    public void delay(Direction direction, Duration delay, Duration jitter) {
        if (delay.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException("a delay cannot be negative: " + delay + ", jitter " + jitter);
        }
        order(all -> all.flow(direction).delay(delay, jitter));
    }

    /** {@link #delay(Direction, Duration, Duration)} in both directions: a round trip takes twice as much longer. */
    public void delay(Duration delay, Duration jitter) {
        delay(Direction.TO_SERVER, delay, jitter);
        delay(Direction.TO_CLIENT, delay, jitter);
    }

    /**
     * Lets this many more bytes of this direction through, counted over all connections, and cuts the connection on which the first byte beyond
     * them arrives; that byte is lost. Then the limit is gone, and other connections go on. With 0 bytes {@link Direction#TO_CLIENT} the
     * next answer is lost after the server has done what was asked: an unknown outcome. Mind that an answer to a heartbeat is an answer too.
     * A second limit of a direction replaces the first.
     *
     * @param bytes how many more, 0 or more
     * @return completes, on a thread of the common pool, when the connection has been cut; is cancelled when the limit is lifted or replaced
     */
    public CompletableFuture<Void> cutAfter(Direction direction, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("cannot let " + bytes + " bytes through");
        }
        CompletableFuture<Void> cut = new CompletableFuture<>();
        order(all -> all.flow(direction).limit(bytes, cut));
        return cut;
    }

    /** Closes all present connections in good order: both peers read an end of stream. Bytes that still wait in the proxy are lost. */
    public void cut() {
        order(all -> all.forEach(Relay::cut));
    }

    /** Resets all present connections (RST): both peers get "connection reset", and may lose bytes that they had not yet read. */
    public void reset() {
        order(all -> all.forEach(Relay::reset));
    }

    /** Accepts new connections again, after {@link #refuse()} or {@link #acceptSilently()}. Connections that were accepted silently come alive. */
    public void accept() {
        order(all -> {
            all.accept(false);
            all.forEach(Relay::wake);
        });
    }

    /**
     * Accepts new connections and then does nothing with them, like a server that hangs: no connection to the target, no byte read or
     * written, until {@link #accept()} or {@link #heal()}.
     */
    public void acceptSilently() {
        order(all -> all.accept(true));
    }

    /**
     * Stops listening: new connects are refused, like those to a host whose server is down. The port stays reserved. Present
     * connections go on; call {@link #cut()} or {@link #reset()} after it to make a server that is dead for everybody.
     */
    public void refuse() {
        order(Relays::refuse);
    }

    /** Ends every fault. Held bytes go on their way at once; streams with a gap are reset; the proxy listens. */
    public void heal() {
        order(all -> {
            for (Direction direction : Direction.values()) {
                all.flow(direction).heal();
            }
            all.accept(false);
            all.forEach(Relay::wake);
            all.forEach(Relay::resetIfBroken);
        });
    }

    /** What went through so far. Never blocks, also works after {@link #close()}. */
    public ProxyCounters counters() {
        return traffic.snapshot();
    }

    /** Cuts all connections, releases the port, and ends the proxy's thread; returns when that is done. Further calls do nothing. */
    @Override
    public void close() {
        EventLoop stopping;
        synchronized (this) {
            closed = true;
            stopping = loop;
        }
        if (stopping != null) {
            stopping.stop();
        }
    }

    @Override
    public synchronized String toString() {
        return "FaultProxy[" + (listener == null ? wanted : listener.address()) + " -> " + target.address() + "]";
    }

    private void order(Consumer<Relays> action) {
        Relays all;
        EventLoop running;
        synchronized (this) {
            all = relays;
            running = loop;
        }
        if (all == null || running == null) {
            throw new IllegalStateException(this + " is not started");
        }
        running.run(() -> action.accept(all));
    }
}
