package io.haservices.core.state;

import io.haservices.ReadSummary;
import io.haservices.StateContent;
import io.haservices.StateInfo;
import io.haservices.StateList;
import io.haservices.StateVisitor;
import io.haservices.core.records.Layout;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.MissingBlobException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.storage.BlobName;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reading states; needs no fence. */
final class StateReads {
    /** How often a pointer may have moved on between reading it and opening its bytes. */
    private static final int MOST_MOVES = 20;

    private final StoreContext context;
    private final Layout layout;
    private final String store;
    private final Pointers pointers;

    StateReads(StoreContext context, Layout layout, String store) {
        this.context = context;
        this.layout = layout;
        this.store = store;
        this.pointers = new Pointers(layout, context.storage());
    }

    CompletionStage<Optional<StateInfo>> find(String name) {
        return context.coordination()
                .get(key(name))
                .thenApply(entry -> entry.map(found -> pointers.info(found, pointers.read(found))));
    }

    CompletionStage<StateList> list() {
        return context.coordination().list(layout.store(store)).thenApply(entries -> {
            List<StateInfo> states = new ArrayList<>();
            List<DamagedStateException> damaged = new ArrayList<>();
            for (Entry entry : entries) {
                try {
                    states.add(pointers.info(entry, pointers.read(entry)));
                } catch (DamagedStateException e) {
                    damaged.add(e);
                }
            }
            return new StateList(states, damaged);
        });
    }

    CompletionStage<Optional<StateContent>> open(String name) {
        return opened(name, 0, Optional.empty());
    }

    CompletionStage<Optional<StateContent>> openVerified(String name) {
        return verified(open(name));
    }

    CompletionStage<Optional<byte[]>> read(String name) {
        return open(name)
                .thenCompose(content -> content.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.supplyAsync(
                                () -> Optional.of(Copies.bytes(content.get())),
                                context.runtime().io()));
    }

    CompletionStage<ReadSummary> readAll(StateVisitor visitor) {
        return context.coordination()
                .list(layout.store(store))
                .thenCompose(entries -> new AllStates(context, this, entries, visitor).read());
    }

    /** A verified copy of what this pointer names, or of what the state is by now; nothing, when it was removed meanwhile. */
    CompletionStage<Optional<StateContent>> copy(Entry entry) {
        CompletionStage<Optional<StateContent>> content = CompletableFuture.supplyAsync(
                () -> Optional.of(Copies.verified(stream(entry, pointers.read(entry)))),
                context.runtime().io());
        return Stages.recover(
                content,
                failure -> failure instanceof MissingBlobException
                        ? verified(opened(entry.key().names().get(2), 0, Optional.of(entry)))
                        : Stages.failed(failure));
    }

    private CompletionStage<Optional<StateContent>> verified(CompletionStage<Optional<StateContent>> opened) {
        return opened.thenCompose(content -> content.isEmpty()
                ? CompletableFuture.completedFuture(content)
                : CompletableFuture.supplyAsync(
                        () -> Optional.of(Copies.verified(content.get())),
                        context.runtime().io()));
    }

    /** A reader that finds the bytes gone looks whether the pointer has moved on meanwhile, before it speaks of damage. */
    private CompletionStage<Optional<StateContent>> opened(String name, int moves, Optional<Entry> before) {
        return context.coordination().get(key(name)).thenCompose(entry -> {
            if (entry.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            PointerRecord pointer = pointers.read(entry.get());
            if (moves > MOST_MOVES || entry.equals(before)) {
                return Stages.failed(pointers.damaged(entry.get(), pointer, "they are missing", null));
            }
            CompletionStage<Optional<StateContent>> content = CompletableFuture.supplyAsync(
                    () -> Optional.of(stream(entry.get(), pointer)),
                    context.runtime().io());
            return Stages.recover(
                    content,
                    failure -> failure instanceof MissingBlobException
                            ? opened(name, moves + 1, entry)
                            : Stages.failed(failure));
        });
    }

    private StateContent stream(Entry entry, PointerRecord pointer) {
        InputStream bytes = context.storage().open(new BlobName(pointer.blob()));
        return new OpenContent(
                pointers.info(entry, pointer),
                new VerifyingStream(bytes, pointer, what -> pointers.damaged(entry, pointer, what, null)),
                Optional.empty());
    }

    private Key key(String name) {
        return layout.pointer(store, name);
    }
}
