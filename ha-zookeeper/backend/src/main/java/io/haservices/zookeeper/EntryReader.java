package io.haservices.zookeeper;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Scope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The reads. */
final class EntryReader {
    private final Requests requests;
    private final Layout layout;

    EntryReader(Requests requests, Layout layout) {
        this.requests = requests;
        this.layout = layout;
    }

    CompletionStage<Optional<Entry>> get(Key key) {
        return new ReadRequest<Optional<Entry>>(
                        requests, "read of " + key, (request, handle) -> get(request, handle, key))
                .start();
    }

    CompletionStage<List<Entry>> list(Prefix prefix) {
        String what = "list of " + prefix.scope() + (prefix.path().isEmpty() ? "" : "/" + prefix.path());
        return new ReadRequest<List<Entry>>(
                        requests, what, (request, handle) -> new Listing(layout, prefix, request, handle).run())
                .start();
    }

    CompletionStage<List<Scope>> scopes() {
        return new ReadRequest<List<Scope>>(requests, "list of the elections", this::scopes).start();
    }

    private void get(ReadRequest<Optional<Entry>> request, Handle handle, Key key) {
        String path = layout.node(key);
        handle.getData(path, false, (code, node) -> {
            if (!request.accepts(handle, code)) {
                return;
            }
            if (node == null) {
                request.complete(Optional.empty());
            } else if (node.stat().getNumChildren() == 0) {
                request.complete(Entries.of(layout, key.scope(), path, node, null));
            } else {
                getParent(request, handle, key);
            }
        });
    }

    /** With children, one of them may be its mark. That is read first: at worst, it is then too old to pass a guard. */
    private void getParent(ReadRequest<Optional<Entry>> request, Handle handle, Key key) {
        String path = layout.node(key);
        Marked marked = new Marked();
        handle.getData(layout.mark(key), false, (code, mark) -> marked.by = mark);
        handle.getData(path, false, (code, node) -> {
            if (request.accepts(handle, code)) {
                request.complete(
                        node == null ? Optional.empty() : Entries.of(layout, key.scope(), path, node, marked.by));
            }
        });
    }

    private void scopes(ReadRequest<List<Scope>> request, Handle handle) {
        handle.getChildren(layout.scopes(), false, (code, buckets) -> {
            if (request.accepts(handle, code)) {
                new ScopeListing(layout, request, handle, buckets == null ? List.of() : buckets).run();
            }
        });
    }

    private static final class Marked {
        private Handle.@Nullable Node by;
    }
}
