package io.haservices.core.state;

import io.haservices.StateContent;
import io.haservices.StateInfo;
import io.haservices.StateList;
import io.haservices.core.records.Layout;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.HaException;
import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.storage.BlobName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return open(name)
                .thenCompose(content -> content.isEmpty()
                        ? CompletableFuture.completedFuture(content)
                        : CompletableFuture.supplyAsync(
                                () -> Optional.of(spool(content.get())),
                                context.runtime().io()));
    }

    CompletionStage<Optional<byte[]>> read(String name) {
        return open(name)
                .thenCompose(content -> content.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.supplyAsync(
                                () -> Optional.of(readAll(content.get())),
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

    private static StateContent spool(StateContent content) {
        try (content) {
            Path copy = Files.createTempFile("ha-state-", ".tmp");
            try {
                fill(copy, content.stream());
                return new OpenContent(content.info(), Files.newInputStream(copy), Optional.of(copy));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(copy);
                throw e;
            }
        } catch (IOException e) {
            throw readFailed(content.info(), e);
        }
    }

    /** Not with {@link Files#copy}, which would make the file anew, readable for everybody. */
    private static void fill(Path file, InputStream content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            content.transferTo(out);
        }
    }

    private static byte[] readAll(StateContent content) {
        try (content) {
            return content.stream().readAllBytes();
        } catch (IOException e) {
            throw readFailed(content.info(), e);
        }
    }

    private static HaException readFailed(StateInfo info, IOException cause) {
        return new StorageException(
                "reading state '" + info.store() + "/" + info.name() + "' from " + info.location() + " failed: "
                        + cause,
                cause);
    }

    private Key key(String name) {
        return layout.pointer(store, name);
    }
}
