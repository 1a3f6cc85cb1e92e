package io.haservices.testkit.memory;

import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Breaks CO-07, CO-10, CO-18 to CO-20. */
final class OutcomeMutants {
    private OutcomeMutants() {}

    static List<Mutant<Function<InMemorySettings, Server>>> all() {
        return List.of(
                Mutant.of(
                        "CO-07",
                        "a lost answer is told as not applied",
                        answers((client, answer) -> answer instanceof Commit.Unknown unknown
                                ? new Commit.NotApplied(unknown.cause())
                                : answer)),
                // That no answer came in time is an outcome that is unknown.
                Mutant.of(
                        "CO-07",
                        "a lost answer is told as committed",
                        answers((client, answer) ->
                                answer instanceof Commit.Unknown ? new Commit.Committed(Map.of()) : answer),
                        "CO-18"),
                Mutant.of("CO-07", "what was not applied is tried again later", Mutations.client(Stubborn::new)),
                Mutant.of(
                        "CO-10",
                        "nothing is checked",
                        checks((transaction, capabilities) -> transaction.checkCapabilities(capabilities))),
                Mutant.of("CO-10", "one key less is allowed", checks((transaction, capabilities) -> {
                    transaction.check();
                    transaction.checkCapabilities(capabilities);
                    if (transaction.operations().size() + transaction.guards().size() >= Coordination.MAX_KEYS) {
                        throw new IllegalArgumentException("too many");
                    }
                })),
                Mutant.of("CO-10", "wrong arguments fail the stage", Mutations.client(Polite::new)),
                Mutant.of("CO-18", "reads wait for ever", settings -> new Server(settings) {
                    @Override
                    Connection newConnection(String clusterId, Duration requestTimeout) {
                        return new Connection(this, clusterId, requestTimeout) {
                            @Override
                            void startTimer(Call<?> call) {
                                if (call.changes()) {
                                    super.startTimer(call);
                                }
                            }
                        };
                    }
                }),
                Mutant.of(
                        "CO-18",
                        "reads that fail don't say why",
                        Mutations.client((server, connection) -> new InMemoryCoordination(server, connection) {
                            @Override
                            public CompletionStage<Optional<Entry>> get(Key key) {
                                return super.get(key)
                                        .exceptionallyCompose(
                                                e -> CompletableFuture.failedStage(new HaException("failed")));
                            }
                        })),
                lacking(Capability.TAKE_OVER),
                lacking(Capability.INCARNATION_GUARD),
                Mutant.of("CO-20", "late commits of ended sessions are done", settings -> new Server(settings) {
                    @Override
                    boolean accepts(Transaction transaction, String session) {
                        return true;
                    }
                }));
    }

    private static Mutant<Function<InMemorySettings, Server>> lacking(Capability capability) {
        EnumSet<Capability> declared = EnumSet.complementOf(EnumSet.of(capability));
        Function<InMemorySettings, Server> checked = checks((transaction, capabilities) -> transaction.check());
        return Mutant.of(
                "CO-19",
                capability + " works although it isn't declared",
                settings -> checked.apply(settings.withCapabilities(declared)));
    }

    private interface Check {
        void of(Transaction transaction, java.util.Set<Capability> capabilities);
    }

    private static Function<InMemorySettings, Server> checks(Check check) {
        return Mutations.client((server, connection) -> new InMemoryCoordination(server, connection) {
            @Override
            void check(Transaction transaction) {
                check.of(transaction, capabilities());
            }
        });
    }

    static Function<InMemorySettings, Server> answers(BiFunction<InMemoryCoordination, Commit, Commit> change) {
        return Mutations.client((server, connection) -> new InMemoryCoordination(server, connection) {
            @Override
            public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
                return super.commit(scope, guards, operations).thenApply(answer -> change.apply(this, answer));
            }
        });
    }

    private static final class Stubborn extends InMemoryCoordination {
        Stubborn(Server server, Connection connection) {
            super(server, connection);
        }

        @Override
        public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
            return super.commit(scope, guards, operations).thenApply(answer -> {
                if (answer instanceof Commit.NotApplied) {
                    CompletionStage<Commit> unasked = super.commit(scope, guards, operations);
                    unasked.toCompletableFuture().isDone();
                }
                return answer;
            });
        }
    }

    private static final class Polite extends InMemoryCoordination {
        Polite(Server server, Connection connection) {
            super(server, connection);
        }

        @Override
        public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
            try {
                return super.commit(scope, guards, operations);
            } catch (IllegalArgumentException e) {
                return CompletableFuture.failedStage(e);
            }
        }
    }
}
