package io.haservices.etcd;

import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.MethodDescriptor;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Scope;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads, all of them linearizable. On the loop. */
final class Reader {
    /** Of keys without values. */
    private static final int PAGE = 1_000;

    private final Requests requests;
    private final Revisions revisions;
    private final Layout layout;

    Reader(Requests requests, Revisions revisions, Layout layout) {
        this.requests = requests;
        this.revisions = revisions;
        this.layout = layout;
    }

    <Q, R> void read(
            String what,
            long deadline,
            MethodDescriptor<Q, R> method,
            Q message,
            Function<R, ResponseHeader> header,
            Outcome<R> outcome) {
        requests.start(new Repeatable<>(what, deadline, requests, revisions, method, message, header, outcome));
    }

    void get(Key key, Outcome<Optional<Entry>> outcome) {
        RangeRequest request = RangeRequest.newBuilder().setKey(layout.key(key)).build();
        range(
                "reading " + key,
                requests.deadline(),
                request,
                outcome,
                response -> outcome.done(
                        response.getKvsList().stream().findFirst().map(found -> Entries.entry(key, found))));
    }

    void scopes(Outcome<List<Scope>> outcome) {
        scopes(layout.everything(), requests.deadline(), new HashSet<>(), outcome);
    }

    private void scopes(Range range, long deadline, Set<Scope> found, Outcome<List<Scope>> outcome) {
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(range.first())
                .setRangeEnd(range.end())
                .setLimit(PAGE)
                .setKeysOnly(true)
                .build();
        range("listing the scopes", deadline, request, outcome, response -> {
            for (KeyValue each : response.getKvsList()) {
                layout.scopeOf(each.getKey()).ifPresent(found::add);
            }
            if (response.getMore() && response.getKvsCount() > 0) {
                scopes(rest(range, response), deadline, found, outcome);
            } else {
                outcome.done(found.stream()
                        .sorted(Comparator.comparing(Scope::segment))
                        .toList());
            }
        });
    }

    /** What comes behind the last scope of a page: the rest of its entries has nothing new. */
    private Range rest(Range range, RangeResponse page) {
        var last = page.getKvs(page.getKvsCount() - 1).getKey();
        return layout.scopeOf(last).map(layout::behind).orElseGet(() -> range.behind(last));
    }

    private void range(
            String what,
            long deadline,
            RangeRequest request,
            Outcome<?> outcome,
            java.util.function.Consumer<RangeResponse> done) {
        read(
                what,
                deadline,
                KVGrpc.getRangeMethod(),
                request,
                RangeResponse::getHeader,
                Outcome.of(done, outcome::failed));
    }
}
