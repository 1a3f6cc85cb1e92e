package io.haservices.core.retrieval;

import io.haservices.LeaderInfo;
import io.haservices.LeaderListener;
import io.haservices.LeaderRetrieval;
import io.haservices.core.records.Layout;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.WatchListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the leader entry by a watch. */
public final class WatchedRetrieval implements LeaderRetrieval {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedRetrieval.class);

    private final Layout layout;
    private final Coordination coordination;
    private final CoreRuntime runtime;
    private final RetrievalMachine machine = new RetrievalMachine();
    private final Executor callbacks;
    private volatile Optional<LeaderInfo> current = Optional.empty();
    private final Consumer<WatchedRetrieval> whenClosed;
    private volatile boolean closed;
    private @Nullable Registration watch;
    private boolean started;

    /** For one election; does nothing before {@link #start}. Tells {@code whenClosed} when it is not used any more. */
    public WatchedRetrieval(
            Layout layout, Coordination coordination, CoreRuntime runtime, Consumer<WatchedRetrieval> whenClosed) {
        this.layout = layout;
        this.coordination = coordination;
        this.runtime = runtime;
        this.whenClosed = whenClosed;
        this.callbacks = runtime.callbacks().apply("retrieval-" + layout.election());
    }

    @Override
    public String election() {
        return layout.election();
    }

    @Override
    public synchronized void start(LeaderListener listener) {
        if (started || closed) {
            throw new IllegalStateException(
                    "the retrieval of '" + election() + "' was started before or is closed; each is started once");
        }
        started = true;
        watch = coordination.watch(Prefix.at(layout.leader()), new WatchListener() {
            @Override
            public void onState(List<Entry> entries) {
                runtime.loop().execute(() -> seen(entries, listener));
            }

            @Override
            public void onFailure(HaException failure) {
                callbacks.execute(() -> tell(() -> listener.onError(failure)));
            }
        });
    }

    private void seen(List<Entry> entries, LeaderListener listener) {
        machine.seen(LeaderInfos.in(election(), entries.stream().findFirst())).ifPresent(leader -> {
            current = leader;
            callbacks.execute(() -> tell(() -> listener.onLeader(leader)));
        });
    }

    private void tell(Runnable call) {
        if (closed) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a listener of the leader of '{}' failed", election(), e);
        }
    }

    @Override
    public Optional<LeaderInfo> leader() {
        return current;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (watch != null) {
            watch.close();
        }
        whenClosed.accept(this);
    }
}
