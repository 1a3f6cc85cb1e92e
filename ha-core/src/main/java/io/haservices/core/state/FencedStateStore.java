package io.haservices.core.state;

import io.haservices.ReadSummary;
import io.haservices.StateContent;
import io.haservices.StateInfo;
import io.haservices.StateList;
import io.haservices.StateStore;
import io.haservices.StateVisitor;
import io.haservices.WriteOptions;
import io.haservices.core.records.Layout;
import io.haservices.core.runtime.Stages;
import io.haservices.spi.storage.BlobSource;
import io.haservices.values.Segment;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The states of one store of one election, written under a fence. */
final class FencedStateStore implements StateStore {
    private final StoreContext context;
    private final Layout layout;
    private final String store;
    private final Fencing fencing;
    private final StateReads reads;

    FencedStateStore(StoreContext context, Layout layout, String store, Fencing fencing) {
        Segment.encode(store);
        this.context = context;
        this.layout = layout;
        this.store = store;
        this.fencing = fencing;
        this.reads = new StateReads(context, layout, store);
    }

    @Override
    public String store() {
        return store;
    }

    @Override
    public CompletionStage<StateInfo> putAsync(String name, BlobSource content, WriteOptions options) {
        return Stages.call(() -> context.sequencer()
                .enqueue(
                        layout.pointer(store, name),
                        () -> new StatePut(context, layout, store, name, fencing, content, options).run()));
    }

    @Override
    public CompletionStage<Boolean> removeAsync(String name, WriteOptions options) {
        return Stages.call(() -> context.sequencer()
                .enqueue(
                        layout.pointer(store, name),
                        () -> new StateRemoval(context, layout, store, name, fencing, options).run()));
    }

    @Override
    public CompletionStage<Optional<StateInfo>> findAsync(String name) {
        return Stages.call(() -> reads.find(name));
    }

    @Override
    public CompletionStage<StateList> listAsync() {
        return Stages.call(reads::list);
    }

    @Override
    public CompletionStage<Optional<StateContent>> openAsync(String name) {
        return Stages.call(() -> reads.open(name));
    }

    @Override
    public CompletionStage<Optional<StateContent>> openVerifiedAsync(String name) {
        return Stages.call(() -> reads.openVerified(name));
    }

    @Override
    public CompletionStage<Optional<byte[]>> readAsync(String name) {
        return Stages.call(() -> reads.read(name));
    }

    @Override
    public CompletionStage<ReadSummary> readAllAsync(StateVisitor visitor) {
        return Stages.call(() -> reads.readAll(visitor));
    }
}
