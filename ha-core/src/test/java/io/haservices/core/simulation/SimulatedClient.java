package io.haservices.core.simulation;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.CommitRules;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.Session.State;
import io.haservices.spi.coordination.SessionListener;
import io.haservices.spi.coordination.WatchListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The client of the coordination service in one process. All of it waits while the process is stopped, and ends with it. */
final class SimulatedClient implements Coordination {
    static final Duration REQUEST = Duration.ofSeconds(2);
    /** By how much clocks may differ within one session timeout. */
    private static final Duration CLOCK_MARGIN = SimulatedService.TIMEOUT.dividedBy(50);

    final SimulatedProcess process;
    final Wire wire;
    private final SimulatedService service;
    private final SimulatedThread deliveries;
    private final Set<Call<?>> open = new LinkedHashSet<>();
    private final List<SimulatedWatch> watches = new ArrayList<>();
    private final List<SerialDelivery<Session>> listeners = new ArrayList<>();
    private Session session = new Session("", State.CONNECTING, 0, Duration.ZERO);
    private Wire.Connection connection = new Wire.Connection(0);
    private boolean attached;
    private boolean closed;
    private long heardAt;
    private long seen;

    SimulatedClient(SimulatedProcess process, SimulatedService service) {
        this.process = process;
        this.service = service;
        this.wire = new Wire(process.environment);
        this.deliveries = new SimulatedThread(process, 50, 300);
        connect();
        beat();
    }

    // ---- what the service sends ----

    void attached(Wire.Connection on, String id, long sentAt) {
        process.act(() -> {
            if (closed) {
                service.close(id);
            } else if (on == connection) {
                attached = true;
                if (isLive() && !session.id().equals(id)) {
                    become(State.LOST);
                }
                confirmed(id, sentAt);
                open.forEach(this::send);
                watches.removeIf(SimulatedWatch::isClosed);
                watches.forEach(this::request);
            }
        });
    }

    void heard(Wire.Connection on, String id, long sentAt) {
        process.act(() -> {
            if (on == connection && isLive() && session.id().equals(id)) {
                confirmed(id, sentAt);
            }
        });
    }

    void ended(Wire.Connection on, String id) {
        process.act(() -> {
            if (on == connection && isLive() && session.id().equals(id)) {
                become(State.LOST);
                disconnected();
                connect();
            }
        });
    }

    <T> void answered(Wire.Connection on, Call<T> call, Call.Answer<T> answer) {
        process.act(() -> {
            if (on == connection && open.remove(call)) {
                heardAt = now();
                seen = Math.max(seen, answer.revision());
                call.complete(answer.value());
            }
        });
    }

    void told(Wire.Connection on, SimulatedWatch watch, long revision, List<Entry> entries) {
        process.act(() -> {
            if (on == connection && !closed) {
                heardAt = now();
                seen = Math.max(seen, revision);
                watch.arrived(revision, entries);
            }
        });
    }

    /** The connection was reset, and this end is told. */
    void broke(Wire.Connection on) {
        process.act(() -> {
            if (on == connection && !closed) {
                disconnected();
                connect();
            }
        });
    }

    void reset() {
        broke(connection);
    }

    // ---- the session ----

    private void connect() {
        connection = new Wire.Connection(connection.number + 1);
        attached = false;
        heardAt = now();
        Wire.Connection on = connection;
        String id = isLive() ? session.id() : "";
        long sentAt = now();
        wire.send(Wire.Direction.TO_SERVICE, on, () -> service.attach(this, on, id, sentAt));
    }

    private void beat() {
        process.later(SimulatedService.TIMEOUT.dividedBy(3), () -> {
            if (closed) {
                return;
            }
            if (!attached || now() - heardAt > SimulatedService.TIMEOUT.toNanos() / 3 * 2) {
                disconnected();
                connect();
            } else {
                Wire.Connection on = connection;
                String id = session.id();
                long sentAt = now();
                wire.send(Wire.Direction.TO_SERVICE, on, () -> service.heartbeat(this, on, id, sentAt));
            }
            beat();
        });
    }

    private void disconnected() {
        attached = false;
        wire.reset(connection);
        if (session.state() == State.ACTIVE) {
            become(State.SUSPECT);
        }
        List.copyOf(open).stream().filter(call -> call.changes && call.sent).forEach(call -> {
            open.remove(call);
            fail(call, "the connection broke");
        });
    }

    private void confirmed(String id, long sentAt) {
        heardAt = now();
        long deadline = sentAt + SimulatedService.TIMEOUT.minus(CLOCK_MARGIN).toNanos();
        boolean same = isLive() && session.id().equals(id);
        long later = same && session.deadlineNanos() - deadline > 0 ? session.deadlineNanos() : deadline;
        boolean tell = !same || session.state() != State.ACTIVE;
        session = new Session(id, State.ACTIVE, later, SimulatedService.TIMEOUT);
        if (tell) {
            tell();
        }
    }

    private void become(State state) {
        session = new Session(session.id(), state, session.deadlineNanos(), session.timeout());
        tell();
    }

    private void tell() {
        process.environment.trace.note("%s: session %s is %s", process.name, session.id(), session.state());
        List.copyOf(listeners).forEach(listener -> listener.tell(session));
    }

    private boolean isLive() {
        return session.state() == State.ACTIVE || session.state() == State.SUSPECT;
    }

    private long now() {
        return process.clock.nanoTime();
    }

    // ---- calls ----

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public CompletionStage<List<Scope>> scopes() {
        return read(
                "listing the scopes",
                image -> image.entries().values().stream()
                        .map(entry -> entry.key().scope())
                        .distinct()
                        .toList());
    }

    @Override
    public CompletionStage<Optional<Entry>> get(Key key) {
        return read("reading " + key, image -> image.get(key));
    }

    @Override
    public CompletionStage<List<Entry>> list(Prefix prefix) {
        return read("listing " + prefix, image -> image.list(prefix));
    }

    @Override
    public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
        CommitRules.check(scope, guards, operations);
        boolean foreign = operations.stream()
                .flatMap(operation -> operation.boundTo().stream())
                .anyMatch(id -> !isLive() || !id.equals(session.id()));
        if (foreign) {
            return CompletableFuture.completedFuture(
                    new Commit.NotApplied(new UnavailableException("it names a session that is not this client's")));
        }
        return call(Call.commit("a commit", (call, from, minimum) -> {
            Commit answer = service.commit(call, from, guards, operations);
            return new Call.Answer<>(answer, service.now().revision());
        }));
    }

    private <T> CompletionStage<T> read(String what, java.util.function.Function<Image, T> reading) {
        return call(Call.read(what, (call, from, minimum) -> {
            Image image = service.notBefore(minimum);
            return new Call.Answer<>(reading.apply(image), image.revision());
        }));
    }

    private <T> CompletionStage<T> call(Call<T> call) {
        process.perhapsFail();
        process.act(() -> {
            if (closed) {
                call.fail("the client is closed");
                return;
            }
            open.add(call);
            call.timer = process.later(REQUEST, () -> {
                if (open.remove(call)) {
                    fail(call, "no answer came in time");
                }
            });
            if (attached) {
                send(call);
            }
        });
        return call.answer.minimalCompletionStage();
    }

    private <T> void send(Call<T> call) {
        call.sent = true;
        Wire.Connection on = connection;
        String from = session.id();
        long minimum = seen;
        wire.send(Wire.Direction.TO_SERVICE, on, () -> service.receive(this, on, call, from, minimum));
    }

    private void fail(Call<?> call, String why) {
        if (call.changes && call.sent) {
            process.environment.tally.count(Tally.Of.UNKNOWN_ANSWERS);
            process.environment.trace.note("%s: the outcome of a commit is unknown: %s", process.name, why);
        }
        call.fail(why);
    }

    @Override
    public Registration watch(Prefix prefix, WatchListener listener) {
        SimulatedWatch watch = new SimulatedWatch(deliveries, prefix, listener);
        process.act(() -> {
            watches.add(watch);
            if (attached) {
                request(watch);
            }
        });
        return watch;
    }

    private void request(SimulatedWatch watch) {
        Wire.Connection on = connection;
        wire.send(Wire.Direction.TO_SERVICE, on, () -> service.watch(this, on, watch));
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Registration onSession(SessionListener listener) {
        List<SerialDelivery<Session>> self = new ArrayList<>();
        SerialDelivery<Session> added =
                new SerialDelivery<>(deliveries, false, listener::onSession, () -> listeners.removeAll(self));
        self.add(added);
        listeners.add(added);
        added.tell(session);
        return added;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (isLive()) {
                String id = session.id();
                wire.send(Wire.Direction.TO_SERVICE, connection, () -> service.close(id));
                become(State.LOST);
            }
            List.copyOf(open).forEach(call -> fail(call, "the client was closed"));
            open.clear();
            watches.forEach(SimulatedWatch::close);
        }
    }
}
