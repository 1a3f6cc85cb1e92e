package io.haservices.core.service;

import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import io.haservices.core.runtime.LineListener.End;
import io.haservices.core.runtime.Network;
import io.haservices.testkit.memory.VirtualTimeline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A network in virtual time, between hosts that can die, stop, and be cut off. */
final class MemoryNetwork {
    static final Duration DELAY = Duration.ofMillis(1);

    private final VirtualTimeline time;
    private final Map<String, Port> ports = new HashMap<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final Set<String> stopped = new HashSet<>();
    private final Set<String> rejecting = new HashSet<>();
    private final Set<String> unreachable = new HashSet<>();
    private int lastPort;

    MemoryNetwork(VirtualTimeline time) {
        this.time = time;
    }

    Network of(String host) {
        return new Host(host);
    }

    /** All its connections are closed, and its port refuses. */
    void kill(String host) {
        ports.values().removeIf(port -> port.host.equals(host));
        breakOff(host);
    }

    /** Its connections stay, new ones are accepted, and it says nothing any more. */
    void stop(String host) {
        stopped.add(host);
    }

    /** A firewall: its connections are reset, and new ones are refused. */
    void reject(String host) {
        rejecting.add(host);
        breakOff(host);
    }

    /** Nothing comes from there or gets there, and nobody is told. */
    void cutOff(String host) {
        unreachable.add(host);
    }

    void heal(String host) {
        stopped.remove(host);
        rejecting.remove(host);
        unreachable.remove(host);
    }

    /** It accepts no more and its owner is told so. */
    void failListener(String host) {
        ports.values().stream().filter(port -> port.host.equals(host)).toList().forEach(port -> {
            ports.remove(port.address);
            breakOff(host);
            port.failed.accept("it was told to");
        });
    }

    private void breakOff(String host) {
        for (Socket socket : List.copyOf(sockets)) {
            if (socket.host.equals(host) || socket.peerHost.equals(host)) {
                socket.end(End.BROKEN);
            }
        }
    }

    private record Port(String host, String address, Function<Line, LineListener> accept, Consumer<String> failed) {}

    private final class Host implements Network {
        private final String host;

        Host(String host) {
            this.host = host;
        }

        @Override
        public Listening listen(String bind, int wanted, Function<Line, LineListener> accept, Consumer<String> failed)
                throws IOException {
            int number = wanted == 0 ? ++lastPort : wanted;
            String address = host + ":" + number;
            if (ports.containsKey(address)) {
                throw new IOException("Address already in use");
            }
            ports.put(address, new Port(host, address, accept, failed));
            return new Listening() {
                @Override
                public int port() {
                    return number;
                }

                @Override
                public void close() {
                    ports.remove(address);
                }
            };
        }

        @Override
        public Line connect(String address, Duration timeout, LineListener listener) {
            String target = address.substring(0, address.lastIndexOf(':'));
            Socket near = new Socket(host, target, listener);
            sockets.add(near);
            if (unreachable.contains(target) || unreachable.contains(host)) {
                time.schedule(timeout, () -> near.end(End.UNREACHABLE));
                return near;
            }
            time.schedule(DELAY, () -> {
                Port port = ports.get(address);
                if (near.ended) {
                    return;
                }
                if (port == null || rejecting.contains(target)) {
                    near.end(End.REFUSED);
                    return;
                }
                Socket far = new Socket(target, host, null);
                sockets.add(far);
                near.other = far;
                far.other = near;
                far.listener = port.accept.apply(far);
                listener.opened();
            });
            return near;
        }
    }

    private final class Socket implements Line {
        private final String host;
        private final String peerHost;
        private @Nullable LineListener listener;
        private @Nullable Socket other;
        private boolean ended;

        Socket(String host, String peerHost, @Nullable LineListener listener) {
            this.host = host;
            this.peerHost = peerHost;
            this.listener = listener;
        }

        @Override
        public void send(String text) {
            Socket to = other;
            if (!ended && to != null && isHeard()) {
                time.schedule(DELAY, () -> {
                    if (!to.ended && to.listener != null && isHeard()) {
                        to.listener.line(text);
                    }
                });
            }
        }

        private boolean isHeard() {
            return !stopped.contains(host)
                    && !stopped.contains(peerHost)
                    && !unreachable.contains(host)
                    && !unreachable.contains(peerHost);
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                sockets.remove(this);
                Socket to = other;
                if (to != null) {
                    time.schedule(DELAY, () -> to.end(End.BROKEN));
                }
            }
        }

        private void end(End why) {
            if (!ended) {
                ended = true;
                sockets.remove(this);
                if (listener != null) {
                    listener.ended(why);
                }
            }
        }
    }
}
