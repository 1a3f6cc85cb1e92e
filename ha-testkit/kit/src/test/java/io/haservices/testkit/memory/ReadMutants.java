package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.coordination.WatchListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Breaks CO-01 and CO-02. */
final class ReadMutants {
    private ReadMutants() {}

    static List<Mutant<Function<InMemorySettings, Server>>> all() {
        return List.of(
                Mutant.of("CO-01", "the first read after a reconnect is stale", stale((client, last) -> {
                    int generation = client.link().generation();
                    return client.link().isUp() && last.generation != (last.generation = generation);
                })),
                Mutant.of("CO-01", "the first read of a new session is stale", stale((client, last) -> {
                    String id = client.session().id();
                    String former = last.session;
                    last.session = id;
                    return !former.isEmpty() && !former.equals(id);
                })),
                Mutant.of(
                        "CO-01",
                        "reads of a client that only watches are stale",
                        stale((client, last) -> last.watches && !last.commits)),
                Mutant.of(
                        "CO-02",
                        "a prefix ends anywhere",
                        lists((prefix, all) -> all.stream()
                                .filter(entry -> entry.key().path().startsWith(prefix.path()))
                                .toList())),
                Mutant.of("CO-02", "only a first page is listed", pages(page -> page.subList(0, 100))),
                Mutant.of("CO-02", "pages are not put in order", pages(page -> {
                    List<Entry> turned = new ArrayList<>(page);
                    Collections.rotate(turned, 50);
                    return turned;
                })),
                Mutant.of("CO-02", "clusters within one another share their entries", settings -> new Server(settings) {
                    @Override
                    Tree tree(String clusterId) {
                        return super.tree(clusterId.split("/")[0]);
                    }
                }),
                Mutant.of(
                        "CO-02",
                        "scopes are not sorted",
                        Mutations.client((server, connection) -> new InMemoryCoordination(server, connection) {
                            @Override
                            public CompletionStage<List<Scope>> scopes() {
                                return super.scopes().thenApply(scopes -> {
                                    List<Scope> turned = new ArrayList<>(scopes);
                                    Collections.reverse(turned);
                                    return turned;
                                });
                            }
                        })));
    }

    private interface Listing {
        List<Entry> of(Prefix prefix, List<Entry> all);
    }

    private static Function<InMemorySettings, Server> lists(Listing listing) {
        return Mutations.client((server, connection) -> new InMemoryCoordination(server, connection) {
            @Override
            public CompletionStage<List<Entry>> list(Prefix prefix) {
                return super.list(Prefix.of(prefix.scope())).thenApply(all -> listing.of(prefix, all));
            }
        });
    }

    private static Function<InMemorySettings, Server> pages(UnaryOperator<List<Entry>> change) {
        return Mutations.client((server, connection) -> new InMemoryCoordination(server, connection) {
            @Override
            public CompletionStage<List<Entry>> list(Prefix prefix) {
                return super.list(prefix).thenApply(all -> all.size() > 100 ? change.apply(all) : all);
            }
        });
    }

    /** What a client did before. */
    private static final class Last {
        private int generation;
        private String session = "";
        private boolean watches;
        private boolean commits;
    }

    private interface Staleness {
        boolean isStale(InMemoryCoordination client, Last last);
    }

    /** Some reads tell the state before the last commit, as a replica would that lags behind. */
    private static Function<InMemorySettings, Server> stale(Staleness staleness) {
        return settings -> new Server(settings) {
            private List<Entry> before = List.of();

            @Override
            Commit commit(String clusterId, Transaction transaction, String session) {
                List<Entry> state = tree(clusterId).list(Prefix.of(transaction.scope()));
                Commit answer = super.commit(clusterId, transaction, session);
                before = answer instanceof Commit.Committed ? state : before;
                return answer;
            }

            @Override
            InMemoryCoordination newClient(Connection connection) {
                Last last = new Last();
                return new InMemoryCoordination(this, connection) {
                    @Override
                    public CompletionStage<Optional<Entry>> get(Key key) {
                        return staleness.isStale(this, last)
                                ? CompletableFuture.completedFuture(before.stream()
                                        .filter(entry -> entry.key().equals(key))
                                        .findFirst())
                                : super.get(key);
                    }

                    @Override
                    public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
                        last.generation = link().generation();
                        last.session = session().id();
                        last.commits = true;
                        return super.commit(scope, guards, operations);
                    }

                    @Override
                    public Registration watch(Prefix prefix, WatchListener listener) {
                        last.watches = true;
                        return super.watch(prefix, listener);
                    }
                };
            }
        };
    }
}
