package io.haservices.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Prefix;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Lists a prefix page by page, all of it at one revision. On the loop. */
final class Listing {
    /** So many of the largest entries still fit into one answer. */
    private static final int PAGE = 100;

    private static final int MOST_ATTEMPTS = 10;

    private final Reader reader;
    private final Layout layout;
    private final Prefix prefix;
    private final long deadline;
    private final Outcome<Snapshot> outcome;
    private final NavigableMap<String, Entry> entries = new TreeMap<>();
    private int attempts;

    Listing(Reader reader, Layout layout, Prefix prefix, long deadline, Outcome<Snapshot> outcome) {
        this.reader = reader;
        this.layout = layout;
        this.prefix = prefix;
        this.deadline = deadline;
        this.outcome = outcome;
    }

    /**
     * What was there at one revision.
     *
     * @param entries by path
     */
    record Snapshot(long revision, NavigableMap<String, Entry> entries) {
        List<Entry> sorted() {
            return List.copyOf(entries.values());
        }
    }

    void start() {
        attempts++;
        entries.clear();
        Range beneath = layout.beneath(prefix);
        TxnRequest.Builder first = TxnRequest.newBuilder().addSuccess(read(page(beneath)));
        if (!prefix.path().isEmpty()) {
            ByteString at = layout.around(prefix).first();
            first.addSuccess(read(RangeRequest.newBuilder().setKey(at)));
        }
        reader.read(
                toString(),
                deadline,
                KVGrpc.getTxnMethod(),
                first.build(),
                TxnResponse::getHeader,
                Outcome.of(response -> began(beneath, response), this::failed));
    }

    @Override
    public String toString() {
        return "listing " + prefix.scope() + (prefix.path().isEmpty() ? "" : "/" + prefix.path());
    }

    private void began(Range range, TxnResponse response) {
        long revision = response.getHeader().getRevision();
        for (int i = 1; i < response.getResponsesCount(); i++) {
            response.getResponses(i).getResponseRange().getKvsList().forEach(this::add);
        }
        read(range, revision, response.getResponses(0).getResponseRange());
    }

    private void read(Range range, long revision, RangeResponse page) {
        page.getKvsList().forEach(this::add);
        if (!page.getMore() || page.getKvsCount() == 0) {
            outcome.done(new Snapshot(revision, entries));
            return;
        }
        Range rest = range.behind(page.getKvs(page.getKvsCount() - 1).getKey());
        reader.read(
                toString(),
                deadline,
                KVGrpc.getRangeMethod(),
                page(rest).setRevision(revision).build(),
                RangeResponse::getHeader,
                Outcome.of(next -> read(rest, revision, next), this::failed));
    }

    private void failed(HaException cause) {
        if (cause instanceof CompactedException && attempts < MOST_ATTEMPTS) {
            start();
        } else {
            outcome.failed(cause);
        }
    }

    private void add(KeyValue found) {
        layout.keyOf(prefix.scope(), found.getKey())
                .ifPresent(key -> entries.put(key.path(), Entries.entry(key, found)));
    }

    private static RangeRequest.Builder page(Range range) {
        return RangeRequest.newBuilder()
                .setKey(range.first())
                .setRangeEnd(range.end())
                .setLimit(PAGE);
    }

    private static RequestOp read(RangeRequest.Builder range) {
        return RequestOp.newBuilder().setRequestRange(range).build();
    }
}
