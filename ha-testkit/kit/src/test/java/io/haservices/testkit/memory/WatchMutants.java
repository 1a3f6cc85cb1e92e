package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SessionListener;
import io.haservices.spi.coordination.WatchListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

/** Breaks CO-11 to CO-14. */
final class WatchMutants {
    private WatchMutants() {}

    static List<Mutant<Function<InMemorySettings, Server>>> all() {
        return List.of(
                Mutant.of(
                        "CO-11",
                        "an empty state is not told first",
                        watches((settings, prefix, listener) -> new Watch(settings.listeners(), prefix, listener) {
                            private boolean told;

                            @Override
                            void arrived(long revision, List<Entry> entries) {
                                if (told || !entries.isEmpty()) {
                                    told = true;
                                    super.arrived(revision, entries);
                                }
                            }
                        })),
                Mutant.of("CO-11", "deletions are not told", settings -> new Server(settings) {
                    @Override
                    void changed(String clusterId, Collection<Key> keys) {
                        super.changed(
                                clusterId,
                                only(keys, key -> tree(clusterId).get(key).isPresent()));
                    }
                }),
                Mutant.of("CO-11", "changes deep beneath the prefix are not told", settings -> new Server(settings) {
                    @Override
                    void changed(String clusterId, Collection<Key> keys) {
                        super.changed(clusterId, only(keys, key -> key.names().size() < 4));
                    }
                }),
                Mutant.of("CO-11", "a watch's prefix ends anywhere", settings -> new Server(settings) {
                    @Override
                    void push(Connection to, Watch watch, int generation) {
                        List<Entry> entries = tree(to.clusterId())
                                .list(Prefix.of(watch.prefix().scope()))
                                .stream()
                                .filter(entry -> entry.key()
                                        .path()
                                        .startsWith(watch.prefix().path()))
                                .toList();
                        to.link().toClient(generation, () -> watch.arrived(System.nanoTime(), entries));
                    }
                }),
                Mutant.of("CO-12", "nothing is looked at again after a gap", WatchMutants::withoutRefresh),
                Mutant.of("CO-12", "watches end with their session", settings -> new Server(settings) {
                    @Override
                    Connection newConnection(String clusterId, Duration requestTimeout) {
                        return new Connection(this, clusterId, requestTimeout) {
                            @Override
                            void ended(String id) {
                                watches().clear();
                                super.ended(id);
                            }
                        };
                    }
                }),
                Mutant.of(
                        "CO-12",
                        "each state is told again after the next",
                        watches((settings, prefix, listener) ->
                                new Watch(settings.listeners(), prefix, new Echo(listener)))),
                Mutant.of(
                        "CO-13",
                        "a listener that throws is not called again",
                        watches((settings, prefix, listener) ->
                                new Watch(settings.listeners(), prefix, new Touchy(listener)))),
                Mutant.of(
                        "CO-13",
                        "all listeners share a thread",
                        settings -> new Server(settings.withListeners(new OneThread(settings.listeners())))),
                Mutant.of(
                        "CO-14",
                        "closing a watch does nothing",
                        watches((settings, prefix, listener) -> new Watch(settings.listeners(), prefix, listener) {
                            @Override
                            public void close() {}
                        })),
                Mutant.of(
                        "CO-14",
                        "closing a session listener does nothing",
                        Mutations.session(
                                settings -> new ClientSession(settings.listeners(), settings.sessionTimeout()) {
                                    @Override
                                    Registration listen(SessionListener listener) {
                                        super.listen(listener);
                                        return () -> {};
                                    }
                                })));
    }

    private interface Watches {
        Watch of(InMemorySettings settings, Prefix prefix, WatchListener listener);
    }

    private static Function<InMemorySettings, Server> watches(Watches watches) {
        return settings -> new Server(settings) {
            @Override
            Watch newWatch(Prefix prefix, WatchListener listener) {
                return watches.of(settings, prefix, listener);
            }
        };
    }

    private static List<Key> only(Collection<Key> keys, Predicate<Key> told) {
        return keys.stream().filter(told).toList();
    }

    private static Server withoutRefresh(InMemorySettings settings) {
        return new Server(settings) {
            @Override
            Connection newConnection(String clusterId, Duration requestTimeout) {
                return new Connection(this, clusterId, requestTimeout) {
                    private final Collection<Watch> seen = new java.util.HashSet<>();

                    @Override
                    void refresh(Watch watch) {
                        if (seen.add(watch)) {
                            super.refresh(watch);
                        }
                    }
                };
            }
        };
    }

    /** Tells new, old, new. */
    private static final class Echo implements WatchListener {
        private final WatchListener listener;
        private List<Entry> last = List.of();

        Echo(WatchListener listener) {
            this.listener = listener;
        }

        @Override
        public void onState(List<Entry> entries) {
            listener.onState(entries);
            if (!last.isEmpty() && !entries.isEmpty()) {
                listener.onState(last);
                listener.onState(entries);
            }
            last = entries;
        }
    }

    private static final class Touchy implements WatchListener {
        private final WatchListener listener;
        private boolean threw;

        Touchy(WatchListener listener) {
            this.listener = listener;
        }

        @Override
        public void onState(List<Entry> entries) {
            if (!threw) {
                threw = true;
                listener.onState(entries);
                threw = false;
            }
        }
    }

    private static final class OneThread implements Executor {
        private final Executor threads;
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean running;

        OneThread(Executor threads) {
            this.threads = threads;
        }

        @Override
        public synchronized void execute(Runnable task) {
            tasks.add(task);
            if (!running) {
                running = true;
                threads.execute(this::runAll);
            }
        }

        private void runAll() {
            for (Runnable task = next(); task != null; task = next()) {
                task.run();
            }
        }

        private synchronized @org.jspecify.annotations.Nullable Runnable next() {
            Runnable task = tasks.poll();
            running = task != null;
            return task;
        }
    }
}
