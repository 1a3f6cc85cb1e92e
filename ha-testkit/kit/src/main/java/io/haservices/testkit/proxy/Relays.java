package io.haservices.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** All connections of one proxy, with the faults that they share. Belongs to the proxy's thread. */
final class Relays implements EventLoop.Work {
    private final Target target;
    private final Listener listener;
    private final Selector selector;
    private final Traffic traffic;
    private final Map<Direction, Flow> flows =
            new EnumMap<>(Map.of(Direction.TO_SERVER, new Flow(), Direction.TO_CLIENT, new Flow()));
    private final Set<Relay> relays = new LinkedHashSet<>();
    private boolean silent;

    Relays(Target target, Listener listener, Selector selector, Traffic traffic) {
        this.target = target;
        this.listener = listener;
        this.selector = selector;
        this.traffic = traffic;
    }

    Flow flow(Direction direction) {
        Flow flow = flows.get(direction);
        if (flow == null) {
            throw new IllegalArgumentException("no such direction: " + direction);
        }
        return flow;
    }

    void forEach(Consumer<Relay> action) {
        relays.forEach(action);
    }

    void refuse() {
        try {
            if (!listener.isShut()) {
                listener.shut(selector);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void accept(boolean silently) {
        silent = silently;
        try {
            if (listener.isShut()) {
                listener.reopen(selector);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void ready(SelectionKey key) {
        if (key.attachment() instanceof Relay relay) {
            relay.ready(key, System.nanoTime());
        } else if (key.isValid() && key.isAcceptable()) {
            acceptAll();
        }
    }

    @Override
    public long advance() {
        long now = System.nanoTime();
        long wait = Long.MAX_VALUE / 2;
        for (Relay relay : relays) {
            relay.pump(now);
            wait = Math.min(wait, relay.nextDue(now) - now);
        }
        if (relays.removeIf(relay -> !relay.isOpen())) {
            traffic.open(relays.size());
        }
        return now + wait;
    }

    @Override
    public void closeAll() {
        relays.forEach(Relay::cut);
        flows.values().forEach(Flow::liftLimit);
        traffic.open(0);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll() {
        try {
            for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
                adopt(client);
            }
        } catch (IOException e) {
            // The client has gone between its connect and our accept.
        }
    }

    private void adopt(SocketChannel client) throws IOException {
        Relay relay = new Relay(client, target, selector, pipe(Direction.TO_SERVER), pipe(Direction.TO_CLIENT));
        if (silent) {
            relay.silence();
        }
        relays.add(relay);
        traffic.accepted();
        traffic.open(relays.size());
    }

    private Pipe pipe(Direction direction) {
        return new Pipe(direction, flow(direction), traffic);
    }
}
