package io.haservices.core.simulation;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A coordination service that promises no more than the specification: reads are as old as CO-01 allows, commits land long after they
 * were given up, versions begin anew after a deletion, and which of several failed conditions is named is left to chance.
 */
final class SimulatedService {
    static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final int IMAGES = 30;

    /** What is told of every change, at its moment. */
    interface Observer {
        void changed(Image before, Image after, List<Key> keys);

        /** All entries were lost. */
        void wiped();
    }

    private record Feed(SimulatedClient client, Wire.Connection connection, SimulatedWatch watch) {}

    private record Owner(SimulatedClient client, Wire.Connection connection) {}

    final String name;
    private final Environment environment;
    private final Sessions sessions;
    private final Observer observer;
    private final Deque<Image> images = new ArrayDeque<>(List.of(Image.EMPTY));
    private final List<Feed> feeds = new ArrayList<>();
    private final Map<String, Owner> owners = new LinkedHashMap<>();
    private final Deque<Runnable> stalled = new ArrayDeque<>();
    private boolean down;
    private boolean restoring;
    /** Connections that were made since all data was lost; all of them when it never was. */
    private @Nullable Set<Wire.Connection> known;

    SimulatedService(Environment environment, String name, Observer observer) {
        this.environment = environment;
        this.name = name;
        this.observer = observer;
        this.sessions = new Sessions(environment, name, TIMEOUT, this::end);
    }

    Image now() {
        return images.getLast();
    }

    /** As old as somebody who has seen this may find it. */
    Image notBefore(long seen) {
        if (environment.chance.oneIn(4)) {
            List<Image> allowed =
                    images.stream().filter(image -> image.revision() >= seen).toList();
            Image chosen = environment.chance.of(allowed);
            if (chosen.revision() < now().revision()) {
                environment.tally.count(Tally.Of.STALE_READS);
            }
            return chosen;
        }
        return now();
    }

    /** Stops serving: what arrives waits. No session ends. */
    void hang() {
        environment.trace.note("service %s hangs", name);
        down = true;
        sessions.freeze();
    }

    /** Loses all its data, and is put up again, empty, after this long. */
    void wipe(Duration outage) {
        hang();
        environment.trace.note("service %s loses all its data", name);
        restoring = true;
        stalled.clear();
        Image before = now();
        images.clear();
        // Clients see to it that what they have seen is not in the way (CO-20): here revisions simply go on.
        images.add(new Image(before.revision() + 1, Image.EMPTY.entries()));
        sessions.endAll();
        owners.clear();
        feeds.clear();
        known = new HashSet<>();
        observer.wiped();
        environment.after(outage, () -> {
            restoring = false;
            goOn();
        });
    }

    boolean isDown() {
        return down;
    }

    void goOn() {
        if (down && !restoring) {
            environment.trace.note("service %s goes on", name);
            down = false;
            sessions.thaw();
            while (!stalled.isEmpty()) {
                stalled.poll().run();
            }
        }
    }

    void attach(SimulatedClient from, Wire.Connection connection, String id, long sentAt) {
        arrive(() -> {
            String attached = sessions.isAlive(id) ? id : sessions.begin();
            sessions.touch(attached);
            if (known != null) {
                known.add(connection);
            }
            // It may come after what was sent on a newer connection.
            feeds.removeIf(feed -> feed.client() == from && feed.connection().number < connection.number);
            owners.merge(
                    attached,
                    new Owner(from, connection),
                    (known, late) -> known.connection().number > connection.number ? known : late);
            from.wire.send(Wire.Direction.TO_CLIENT, connection, () -> from.attached(connection, attached, sentAt));
        });
    }

    void heartbeat(SimulatedClient from, Wire.Connection connection, String id, long sentAt) {
        arrive(connection, () -> {
            if (sessions.isAlive(id)) {
                sessions.touch(id);
                from.wire.send(Wire.Direction.TO_CLIENT, connection, () -> from.heard(connection, id, sentAt));
            } else {
                from.wire.send(Wire.Direction.TO_CLIENT, connection, () -> from.ended(connection, id));
            }
        });
    }

    <T> void receive(SimulatedClient from, Wire.Connection connection, Call<T> call, String session, long seen) {
        arrive(connection, () -> {
            Call.Answer<T> answer = call.serve(session, seen);
            sessions.touch(session);
            if (call.changes && environment.chance.mishap(60)) {
                from.process.after(Duration.ZERO, () -> from.broke(connection));
                return;
            }
            from.wire.send(Wire.Direction.TO_CLIENT, connection, () -> from.answered(connection, call, answer));
        });
    }

    void watch(SimulatedClient from, Wire.Connection connection, SimulatedWatch watch) {
        arrive(connection, () -> {
            Feed feed = new Feed(from, connection, watch);
            feeds.add(feed);
            push(feed);
        });
    }

    void close(String id) {
        arrive(() -> end(id));
    }

    Commit commit(Call<Commit> call, String session, List<Guard> guards, List<Operation> operations) {
        boolean bound = operations.stream()
                .flatMap(operation -> operation.boundTo().stream())
                .anyMatch(id -> !id.equals(session) || !sessions.isAlive(id));
        if (bound) {
            return new Commit.NotApplied(new UnavailableException("the session has ended"));
        }
        Image before = now();
        List<Key> refused = before.refused(guards, operations);
        if (!refused.isEmpty()) {
            return new Commit.GuardFailed(environment.chance.of(refused));
        }
        if (call.settled) {
            environment.tally.count(Tally.Of.COMMITS_LANDED_LATE);
            environment.trace.note("%s: a commit lands that was given up", name);
        }
        List<Key> keys = operations.stream().map(Operation::key).toList();
        become(before.with(operations), keys);
        Map<Key, Long> versions = new HashMap<>();
        keys.forEach(key -> now().get(key).ifPresent(entry -> versions.put(key, entry.version())));
        return new Commit.Committed(versions);
    }

    private void end(String id) {
        if (!sessions.isAlive(id)) {
            return;
        }
        environment.trace.note("%s: session %s ends", name, id);
        sessions.end(id);
        List<Entry> gone = now().boundTo(id);
        if (!gone.isEmpty()) {
            become(now().without(gone), gone.stream().map(Entry::key).toList());
        }
        Owner owner = owners.remove(id);
        if (owner != null) {
            owner.client()
                    .wire
                    .send(
                            Wire.Direction.TO_CLIENT,
                            owner.connection(),
                            () -> owner.client().ended(owner.connection(), id));
        }
    }

    private void become(Image next, List<Key> keys) {
        Image before = now();
        images.add(next);
        if (images.size() > IMAGES) {
            images.remove();
        }
        observer.changed(before, next, keys);
        feeds.removeIf(feed -> feed.watch().isClosed());
        feeds.stream()
                .filter(feed -> keys.stream().anyMatch(feed.watch().prefix::covers))
                .forEach(this::push);
    }

    private void push(Feed feed) {
        Image image = now();
        Prefix prefix = feed.watch().prefix;
        List<Entry> entries = image.list(prefix);
        // The same may be told twice.
        for (int i = environment.chance.mishap(20) ? 2 : 1; i > 0; i--) {
            feed.client()
                    .wire
                    .send(
                            Wire.Direction.TO_CLIENT,
                            feed.connection(),
                            () -> feed.client().told(feed.connection(), feed.watch(), image.revision(), entries));
        }
    }

    /** On a connection, which may be one to servers that are no more. */
    private void arrive(Wire.Connection connection, Runnable request) {
        arrive(() -> {
            if (known == null || known.contains(connection)) {
                request.run();
            }
        });
    }

    private void arrive(Runnable request) {
        if (down) {
            stalled.add(request);
        } else {
            request.run();
        }
    }
}
