package io.haservices.testkit.memory;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.Session.State;
import io.haservices.values.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** Breaks CO-08, CO-15 to CO-17. */
final class SessionMutants {
    private SessionMutants() {}

    static List<Mutant<Function<InMemorySettings, Server>>> all() {
        return List.of(
                Mutant.of("CO-08", "only one entry of an ended session vanishes", Mutations.engine(() -> new Engine() {
                    @Override
                    void unbind(Tree tree, String session) {
                        List<Entry> bound = tree.boundTo(session);
                        super.unbind(tree, session);
                        bound.stream().skip(1).forEach(tree::put);
                    }
                })),
                Mutant.of("CO-08", "a replaced entry is bound no more", Mutations.engine(() -> new Engine() {
                    @Override
                    Entry replaced(Entry old, Bytes value) {
                        return new Entry(old.key(), value, old.version() + 1, old.incarnation(), Optional.empty());
                    }
                })),
                // An entry that is taken over is a session-bound entry.
                Mutant.of("CO-08", "any live session will do", SessionMutants::anySession, "CO-09"),
                // There is nothing to compare a deadline with when sessions never end.
                Mutant.of(
                        "CO-08",
                        "a silent session never ends",
                        settings -> new Server(settings) {
                            @Override
                            ServerSessions newSessions() {
                                return new ServerSessions(this, settings, id -> {});
                            }
                        },
                        "CO-16"),
                Mutant.of("CO-15", "ids of closed sessions come again", SessionMutants::secondHand),
                Mutant.of("CO-15", "a loss is not told", untold(session -> session.state() == State.LOST)),
                Mutant.of("CO-15", "a suspension is not told", untold(session -> session.state() == State.SUSPECT)),
                Mutant.of(
                        "CO-15",
                        "a lost session comes back for a moment",
                        Mutations.session(settings ->
                                new ClientSession(settings.listeners(), settings.sessionTimeout()) {
                                    @Override
                                    void tell(Session told) {
                                        super.tell(told);
                                        if (told.state() == State.LOST) {
                                            super.tell(new Session(
                                                    told.id(), State.ACTIVE, told.deadlineNanos(), told.timeout()));
                                        }
                                    }
                                })),
                Mutant.of(
                        "CO-15",
                        "every heartbeat is told",
                        Mutations.session(
                                settings -> new ClientSession(settings.listeners(), settings.sessionTimeout()) {
                                    @Override
                                    void confirmed(String id, long sentAt) {
                                        super.confirmed(id, sentAt);
                                        tell(current());
                                    }
                                })),
                Mutant.of(
                        "CO-16",
                        "the deadline is two seconds too late",
                        Mutations.session(settings ->
                                new ClientSession(settings.listeners(), settings.sessionTimeout()) {
                                    @Override
                                    void confirmed(String id, long sentAt) {
                                        super.confirmed(
                                                id,
                                                sentAt + Duration.ofSeconds(2).toNanos());
                                    }
                                })),
                // That heartbeats go on beside a slow listener is seen by the deadline.
                Mutant.of(
                        "CO-16",
                        "heartbeats don't move the deadline",
                        Mutations.session(settings ->
                                new ClientSession(settings.listeners(), settings.sessionTimeout()) {
                                    @Override
                                    void confirmed(String id, long sentAt) {
                                        boolean known = current().id().equals(id)
                                                && current().state() == State.ACTIVE;
                                        if (!known) {
                                            super.confirmed(id, sentAt);
                                        }
                                    }
                                }),
                        "CO-13"),
                Mutant.of(
                        "CO-16",
                        "a suspension moves the deadline back",
                        Mutations.session(settings ->
                                new ClientSession(settings.listeners(), settings.sessionTimeout()) {
                                    @Override
                                    void change(Session next) {
                                        boolean suspect = next.state() == State.SUSPECT;
                                        long deadline =
                                                suspect ? next.deadlineNanos() - 1_000_000 : next.deadlineNanos();
                                        super.change(new Session(next.id(), next.state(), deadline, next.timeout()));
                                    }
                                })),
                Mutant.of(
                        "CO-16",
                        "the deadline moves with the local clock",
                        Mutations.session(
                                settings -> new ClientSession(settings.listeners(), settings.sessionTimeout()) {
                                    @Override
                                    Session current() {
                                        Session session = super.current();
                                        long now = settings.timeline().nanoTime();
                                        long deadline =
                                                now + settings.sessionTimeout().toNanos();
                                        return new Session(session.id(), session.state(), deadline, session.timeout());
                                    }
                                })),
                Mutant.of("CO-17", "close leaves the session to end by silence", settings -> new Server(settings) {
                    @Override
                    Connection newConnection(String clusterId, Duration requestTimeout) {
                        return new Connection(this, clusterId, requestTimeout) {
                            @Override
                            void endSession(String id) {}
                        };
                    }
                }),
                Mutant.of(
                        "CO-17",
                        "nobody knows of a commit after close",
                        OutcomeMutants.answers((client, answer) ->
                                client.session().state() == State.LOST && answer instanceof Commit.NotApplied
                                        ? new Commit.Unknown(new UnavailableException("closed"))
                                        : answer)),
                Mutant.of(
                        "CO-17",
                        "a closed client reads nothing",
                        Mutations.client((server, connection) -> new InMemoryCoordination(server, connection) {
                            @Override
                            public CompletionStage<Optional<Entry>> get(Key key) {
                                return session().state() == State.LOST
                                        ? CompletableFuture.completedFuture(Optional.empty())
                                        : super.get(key);
                            }
                        })));
    }

    private static Function<InMemorySettings, Server> untold(Predicate<Session> hidden) {
        return Mutations.session(settings -> new ClientSession(settings.listeners(), settings.sessionTimeout()) {
            @Override
            void tell(Session told) {
                if (!hidden.test(told)) {
                    super.tell(told);
                }
            }
        });
    }

    private static Server anySession(InMemorySettings settings) {
        return new Server(settings) {
            @Override
            boolean accepts(Transaction transaction, String session) {
                return sessions().isAlive(session) && transaction.sessions().allMatch(sessions()::isAlive);
            }

            @Override
            InMemoryCoordination newClient(Connection connection) {
                return new InMemoryCoordination(this, connection) {
                    @Override
                    boolean isOwn(String id) {
                        return true;
                    }
                };
            }
        };
    }

    private static Server secondHand(InMemorySettings settings) {
        Deque<String> used = new ArrayDeque<>();
        return new Server(settings) {
            @Override
            ServerSessions newSessions() {
                return new ServerSessions(this, settings, this::endSession) {
                    @Override
                    String newId() {
                        return used.isEmpty() ? super.newId() : used.remove();
                    }
                };
            }

            @Override
            void leave(Connection connection) {
                super.leave(connection);
                used.add(connection.session().current().id());
            }
        };
    }
}
