package io.haservices.zookeeper;

import io.haservices.spi.coordination.Scope;
import io.haservices.values.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One reading of all scopes: those of each bucket, in one go. What vanishes meanwhile is left out. */
final class ScopeListing {
    private final Layout layout;
    private final ReadRequest<List<Scope>> request;
    private final Handle handle;
    private final List<String> buckets;
    // Only touched by the handle's event thread.
    private final List<Scope> found = new ArrayList<>();
    private int expected;
    private boolean failed;

    ScopeListing(Layout layout, ReadRequest<List<Scope>> request, Handle handle, List<String> buckets) {
        this.layout = layout;
        this.request = request;
        this.handle = handle;
        this.buckets = buckets;
    }

    /** On the handle's event thread, on which the answers come as well. */
    void run() {
        expected = 1;
        for (String bucket : buckets) {
            expected++;
            handle.getChildren(layout.bucket(bucket), false, (code, names) -> {
                // The first answer that is none repeats the whole reading, or ends it; the others must not do so again.
                failed = failed || !request.accepts(handle, code);
                if (!failed && names != null) {
                    names.forEach(name -> add(bucket, name));
                }
                answered();
            });
        }
        answered();
    }

    private void add(String bucket, String name) {
        if (Segment.isEncoded(name)) {
            Scope scope = new Scope(name);
            if (Layout.bucketOf(scope).equals(bucket)) {
                found.add(scope);
            }
        }
    }

    private void answered() {
        if (--expected == 0 && !failed) {
            found.sort(Comparator.comparing(Scope::segment));
            request.complete(List.copyOf(found));
        }
    }
}
