package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.values.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Breaks CO-03 to CO-06, CO-09. */
final class CommitMutants {
    private CommitMutants() {}

    static List<Mutant<Function<InMemorySettings, Server>>> all() {
        return List.of(
                // A take-over that is half done would be a commit half done.
                Mutant.of(
                        "CO-03",
                        "operations before the one that fails stay done",
                        Mutations.engine(OneByOne::new),
                        "CO-09"),
                Mutant.of("CO-03", "the second of two replacements is done a little later", CommitMutants::torn),
                Mutant.of(
                        "CO-04",
                        "create writes over what is there",
                        conditions((operation, entry) ->
                                operation instanceof Operation.Create || operation instanceof Operation.CreateBound),
                        "CO-07"),
                Mutant.of(
                        "CO-04",
                        "replace expects nothing but an entry",
                        conditions((operation, entry) -> operation instanceof Operation.Replace && entry.isPresent()),
                        "CO-09"),
                Mutant.of(
                        "CO-04",
                        "replacing version 0 of nothing is done",
                        conditions((operation, entry) -> operation instanceof Operation.Replace replace
                                && replace.version() == 0
                                && entry.isEmpty())),
                Mutant.of(
                        "CO-04",
                        "delete expects nothing but an entry",
                        conditions((operation, entry) -> operation instanceof Operation.Delete && entry.isPresent())),
                Mutant.of(
                        "CO-05",
                        "a version guard holds for any entry",
                        guards((guard, entry) -> guard instanceof Guard.Version && entry.isPresent()),
                        "CO-09"),
                Mutant.of(
                        "CO-05",
                        "a guard of version 0 holds where no entry is",
                        guards((guard, entry) ->
                                guard instanceof Guard.Version version && version.version() == 0 && entry.isEmpty())),
                Mutant.of(
                        "CO-05",
                        "replacing a value by the same keeps the version",
                        Mutations.engine(() -> new Engine() {
                            @Override
                            Entry replaced(Entry old, Bytes value) {
                                return old.value().equals(value) ? old : super.replaced(old, value);
                            }
                        })),
                // Without incarnations a watch's user can't tell a new entry from an old one either.
                Mutant.of(
                        "CO-06",
                        "every incarnation is the first",
                        Mutations.engine(() -> new Engine() {
                            @Override
                            Entry created(Key key, Bytes value, Optional<String> session) {
                                return Mutations.with(super.created(key, value, session), value, 0, 1);
                            }
                        }),
                        "CO-12"),
                Mutant.of("CO-06", "a replacement is a new incarnation", Mutations.engine(() -> new Engine() {
                    @Override
                    Entry replaced(Entry old, Bytes value) {
                        return Mutations.with(old, value, old.version() + 1, revision());
                    }
                })),
                Mutant.of(
                        "CO-06",
                        "an incarnation guard holds for any entry",
                        guards((guard, entry) -> guard instanceof Guard.Incarnation && entry.isPresent())),
                Mutant.of("CO-09", "a live owner's entry is not taken over", Mutations.engine(() -> new Engine() {
                    @Override
                    boolean mayBeDone(Operation operation, Optional<Entry> entry) {
                        return super.mayBeDone(operation, entry)
                                && (entry.isEmpty() || !(operation instanceof Operation.TakeOver));
                    }
                })),
                Mutant.of("CO-09", "an entry that was taken over keeps its owner", Mutations.engine(() -> new Engine() {
                    @Override
                    void perform(Tree tree, Operation operation) {
                        Optional<String> owner = tree.get(operation.key()).flatMap(Entry::session);
                        super.perform(tree, operation);
                        if (operation instanceof Operation.TakeOver && owner.isPresent()) {
                            tree.get(operation.key())
                                    .ifPresent(entry -> tree.put(created(entry.key(), entry.value(), owner)));
                        }
                    }
                })));
    }

    private interface Condition {
        boolean holdsToo(Operation operation, Optional<Entry> entry);
    }

    private static Function<InMemorySettings, Server> conditions(Condition wrong) {
        return Mutations.engine(() -> new Engine() {
            @Override
            boolean mayBeDone(Operation operation, Optional<Entry> entry) {
                return super.mayBeDone(operation, entry) || wrong.holdsToo(operation, entry);
            }
        });
    }

    private interface Guarding {
        boolean holdsToo(Guard guard, Optional<Entry> entry);
    }

    private static Function<InMemorySettings, Server> guards(Guarding wrong) {
        return Mutations.engine(() -> new Engine() {
            @Override
            boolean holds(Guard guard, Optional<Entry> entry) {
                return super.holds(guard, entry) || wrong.holdsToo(guard, entry);
            }
        });
    }

    private static final class OneByOne extends Engine {
        @Override
        Commit commit(Tree tree, Transaction transaction) {
            Map<Key, Long> versions = new HashMap<>();
            for (Operation operation : transaction.operations()) {
                Commit answer = super.commit(
                        tree, new Transaction(transaction.scope(), transaction.guards(), List.of(operation)));
                if (!(answer instanceof Commit.Committed done)) {
                    return answer;
                }
                versions.putAll(done.versions());
            }
            return new Commit.Committed(versions);
        }
    }

    private static Server torn(InMemorySettings settings) {
        return new Server(settings) {
            @Override
            Commit commit(String clusterId, Transaction transaction, String session) {
                List<Operation> operations = transaction.operations();
                Key last = operations.get(operations.size() - 1).key();
                Optional<Entry> old = tree(clusterId).get(last);
                Commit answer = super.commit(clusterId, transaction, session);
                if (operations.size() == 2 && operations.stream().allMatch(Operation.Replace.class::isInstance)) {
                    tree(clusterId).get(last).ifPresent(done -> later(clusterId, old.orElse(done), done));
                }
                return answer;
            }

            private void later(String clusterId, Entry old, Entry done) {
                tree(clusterId).put(old);
                timeline().execute(() -> {
                    synchronized (this) {
                        tree(clusterId).put(done);
                    }
                });
            }
        };
    }
}
