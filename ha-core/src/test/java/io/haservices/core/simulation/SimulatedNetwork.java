package io.haservices.core.simulation;

import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import io.haservices.core.runtime.LineListener.End;
import io.haservices.core.runtime.Network;
import io.haservices.spi.coordination.Registration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The network between the hosts: processes that die break their connections, hosts that are cut off break none. */
final class SimulatedNetwork {
    private record Port(SimulatedProcess process, Function<Line, LineListener> accept, Consumer<String> failed) {}

    private final Environment environment;
    private final Map<String, Port> ports = new TreeMap<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final Set<String> rejecting = new HashSet<>();
    private final Set<String> cutOff = new HashSet<>();
    private int lastPort;

    SimulatedNetwork(Environment environment) {
        this.environment = environment;
    }

    Network of(SimulatedProcess process) {
        process.onDeath(() -> {
            ports.values().removeIf(port -> port.process() == process);
            breakOff(socket -> socket.process == process);
        });
        return new Host(process);
    }

    /** A firewall: connections to the host are reset, and new ones are refused. */
    void reject(String host) {
        rejecting.add(host);
        breakOff(socket -> socket.process.host.equals(host));
    }

    /** Nothing comes from there or gets there, and nobody is told. */
    void cutOff(String host) {
        cutOff.add(host);
    }

    void heal(String host) {
        rejecting.remove(host);
        cutOff.remove(host);
    }

    /** It accepts no more and its owner is told so. */
    void failListener(SimulatedProcess process) {
        for (Map.Entry<String, Port> entry : List.copyOf(ports.entrySet())) {
            Port port = entry.getValue();
            if (port.process() == process) {
                ports.remove(entry.getKey());
                process.act(() -> port.failed().accept("it was told to"));
            }
        }
    }

    private void breakOff(java.util.function.Predicate<Socket> which) {
        for (Socket socket : List.copyOf(sockets)) {
            Socket other = socket.other;
            if (which.test(socket) || (other != null && which.test(other))) {
                socket.endSoon(End.BROKEN);
            }
        }
    }

    private final class Host implements Network {
        private final SimulatedProcess process;

        Host(SimulatedProcess process) {
            this.process = process;
        }

        @Override
        public Listening listen(String bind, int wanted, Function<Line, LineListener> accept, Consumer<String> failed)
                throws IOException {
            int number = wanted == 0 ? ++lastPort : wanted;
            String address = process.host + ":" + number;
            if (ports.containsKey(address)) {
                throw new IOException("Address already in use");
            }
            ports.put(address, new Port(process, accept, failed));
            return new Listening() {
                @Override
                public int port() {
                    return number;
                }

                @Override
                public void close() {
                    ports.remove(address);
                    breakOff(socket -> socket.other != null && socket.accepted && socket.process == process);
                }
            };
        }

        @Override
        public Line connect(String address, Duration timeout, LineListener listener) {
            Socket near = new Socket(process, false);
            near.listener = listener;
            sockets.add(near);
            Registration overdue = process.later(timeout, () -> near.end(End.UNREACHABLE));
            String target = address.substring(0, address.lastIndexOf(':'));
            environment.after(environment.chance.delay(1000, 500), () -> {
                if (near.ended || cutOff.contains(target) || cutOff.contains(process.host)) {
                    return;
                }
                overdue.close();
                Port port = ports.get(address);
                if (port == null || rejecting.contains(target)) {
                    near.endSoon(End.REFUSED);
                    return;
                }
                Socket far = new Socket(port.process(), true);
                sockets.add(far);
                near.other = far;
                far.other = near;
                port.process().act(() -> far.listener = port.accept().apply(far));
                process.act(listener::opened);
            });
            return near;
        }
    }

    private final class Socket implements Line {
        private final SimulatedProcess process;
        private final boolean accepted;
        private @Nullable LineListener listener;
        private @Nullable Socket other;
        private boolean ended;
        private long last;

        Socket(SimulatedProcess process, boolean accepted) {
            this.process = process;
            this.accepted = accepted;
        }

        @Override
        public void send(String text) {
            Socket to = other;
            if (ended || to == null || cutOff.contains(process.host) || cutOff.contains(to.process.host)) {
                return;
            }
            long now = environment.time.nanoTime();
            last = Math.max(last, now + environment.chance.delay(1000, 500).toNanos());
            to.process.after(Duration.ofNanos(last - now), () -> {
                if (!to.ended && to.listener != null) {
                    to.listener.line(text);
                }
            });
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                sockets.remove(this);
                if (other != null) {
                    other.endSoon(End.BROKEN);
                }
            }
        }

        private void endSoon(End why) {
            process.after(environment.chance.delay(1000, 500), () -> end(why));
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
