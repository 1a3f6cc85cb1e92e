package io.haservices.core.simulation;

import static io.haservices.core.simulation.Violation.unless;

import io.haservices.core.records.CounterRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.records.Records;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.storage.BlobName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** What one coordination service has accepted, in order, and what must hold of it at every change. */
final class Ledger implements SimulatedService.Observer {
    /** Nothing, as the content of a state that is not there. */
    static final String ABSENT = "-";

    private final Environment environment;
    private final Function<BlobName, Optional<String>> contents;
    private final LongConsumer termBegins;
    private final Map<String, List<String>> histories = new HashMap<>();
    private final Map<Long, Map<String, Integer>> begins = new HashMap<>();
    private final Set<Long> deposed = new HashSet<>();
    private final Set<Long> granted = new HashSet<>();
    private final Set<Long> values = new HashSet<>();
    private final Set<BlobName> named = new HashSet<>();
    /** What a service has accepted that forgot it since. */
    private final Map<String, Set<String>> forgotten = new HashMap<>();
    /** The bytes of states that nobody removes, and that the service has forgotten. */
    private final Set<BlobName> lost = new HashSet<>();

    private final Map<String, Set<String>> acknowledged = new HashMap<>();

    private long lostEpoch;
    private int life;
    private int countersLife;
    private Image current = Image.EMPTY;
    private long epoch = -1;
    private long term;
    private long written;
    private long highestValue;

    /** {@code contents} reads a blob, {@code termBegins} is told of every term at the moment when it begins. */
    Ledger(Environment environment, Function<BlobName, Optional<String>> contents, LongConsumer termBegins) {
        this.environment = environment;
        this.contents = contents;
        this.termBegins = termBegins;
    }

    /** The epoch of the term that began last. */
    long term() {
        return term;
    }

    /** Whether the term was ended on evidence, and so before its deadline. */
    boolean isDeposed(long number) {
        return deposed.contains(number);
    }

    boolean names(BlobName blob) {
        return named.contains(blob) || lost.contains(blob);
    }

    /** How often the service has lost its data. What was begun in another life says nothing about this one. */
    int life() {
        return life;
    }

    /** How often counters began anew. */
    int countersLife() {
        return countersLife;
    }

    int length(String name) {
        return history(name).size();
    }

    // ---- what the service accepts ----

    @Override
    public void changed(Image before, Image after, List<Key> keys) {
        current = after;
        environment.checking(() -> {
            for (Key key : keys) {
                String kind = key.names().get(0);
                switch (kind) {
                    case "epoch" -> epoch(after.get(key));
                    case "leader" -> leader(after.get(key));
                    case "state" -> pointer(key, before.get(key), after.get(key));
                    case "counters" -> counter(key, before.get(key), after.get(key));
                    default -> {}
                }
            }
        });
    }

    /** Blobs and whatever processes remember stay; entries, and so the history of the election, do not (LE-01). */
    @Override
    public void wiped() {
        life++;
        countersLife++;
        now().entries().values().stream()
                .filter(entry -> entry.key().path().endsWith("/" + Reign.KEPT))
                .filter(entry -> acknowledged
                        .getOrDefault(Reign.KEPT, Set.of())
                        .contains(contents.apply(blob(entry)).orElse(ABSENT)))
                .forEach(entry -> {
                    lost.add(blob(entry));
                    lostEpoch = Math.max(
                            lostEpoch,
                            Records.decode(entry, PointerRecord.class).epoch());
                });
        histories.forEach((name, history) ->
                forgotten.computeIfAbsent(name, unused -> new HashSet<>()).addAll(history));
        histories.clear();
        begins.clear();
        granted.clear();
        values.clear();
        named.clear();
        current = Image.EMPTY;
        epoch = -1;
        term = 0;
        written = 0;
        highestValue = 0;
    }

    private Image now() {
        return current;
    }

    private void epoch(Optional<Entry> entry) {
        unless(entry.isPresent(), "the epoch entry was deleted");
        long next = Records.decode(entry.get(), EpochRecord.class).epoch();
        unless(next >= lostEpoch, "epochs begin anew at %d, and blobs of term %d are there", next, lostEpoch);
        if (epoch < 0) {
            // Whom evidence had deposed before the data was lost believed to lead until its deadline; by now that is
            // over.
            deposed.clear();
        }
        unless(next > epoch, "epoch %d came after epoch %d", next, epoch);
        epoch = next;
    }

    private void leader(Optional<Entry> entry) {
        if (entry.isEmpty()) {
            environment.trace.note("the leader entry of term %d is gone", term);
            return;
        }
        LeaderRecord leader = Records.decode(entry.get(), LeaderRecord.class);
        if (leader.epoch() == term) {
            return;
        }
        environment.trace.note(
                "term %d begins, of %s%s",
                leader.epoch(), leader.id(), leader.deposed().epoch() > 0 ? ", on evidence" : "");
        unless(leader.epoch() > term, "the term of epoch %d began after that of epoch %d", leader.epoch(), term);
        term = leader.epoch();
        if (leader.deposed().epoch() > 0) {
            environment.tally.count(Tally.Of.TERMS_TAKEN_OVER_ON_EVIDENCE);
            deposed.add(leader.deposed().epoch());
        }
        Map<String, Integer> lengths = new HashMap<>();
        histories.forEach((name, history) -> lengths.put(name, history.size()));
        begins.put(term, lengths);
        termBegins.accept(term);
    }

    private void pointer(Key key, Optional<Entry> before, Optional<Entry> after) {
        before.ifPresent(entry -> named.remove(blob(entry)));
        String name = key.names().get(2);
        if (after.isEmpty()) {
            environment.trace.note("%s is removed", name);
            history(name).add(ABSENT);
            return;
        }
        PointerRecord pointer = Records.decode(after.get(), PointerRecord.class);
        BlobName blob = new BlobName(pointer.blob());
        named.add(blob);
        unless(
                pointer.epoch() >= term,
                "a write of epoch %d was accepted after term %d had begun",
                pointer.epoch(),
                term);
        unless(pointer.epoch() >= written, "a write of epoch %d came after one of %d", pointer.epoch(), written);
        written = pointer.epoch();
        Optional<String> content = contents.apply(blob);
        unless(content.isPresent(), "a pointer to %s was accepted, and that blob is not there", blob);
        environment.trace.note("%s is '%s', written in term %d", name, content.get(), pointer.epoch());
        history(name).add(content.get());
    }

    private void counter(Key key, Optional<Entry> before, Optional<Entry> after) {
        if (after.isEmpty()) {
            environment.trace.note("%s is removed", key);
            countersLife++;
            values.clear();
            highestValue = 0;
        }
        if (before.isPresent() && after.isPresent()) {
            long last = Records.decode(before.get(), CounterRecord.class).last();
            long next = Records.decode(after.get(), CounterRecord.class).last();
            unless(next > last, "a counter went from %d to %d", last, next);
        }
    }

    private static BlobName blob(Entry entry) {
        return new BlobName(Records.decode(entry, PointerRecord.class).blob());
    }

    private List<String> history(String name) {
        return histories.computeIfAbsent(name, unused -> new ArrayList<>(List.of(ABSENT)));
    }

    // ---- what processes are told ----

    void granted(long number) {
        // A term that left no blob behind is forgotten with its service.
        unless(granted.add(number) || life > 0, "epoch %d was granted twice", number);
    }

    /** A put was acknowledged. */
    void acknowledged(String name, String content) {
        acknowledged.computeIfAbsent(name, unused -> new HashSet<>()).add(content);
        unless(
                history(name).contains(content)
                        || forgotten.getOrDefault(name, Set.of()).contains(content),
                "%s = '%s' was acknowledged, but has never been accepted",
                name,
                content);
    }

    /** A removal was acknowledged that began when the history of the state was this long. */
    void removed(String name, int from) {
        List<String> history = history(name);
        unless(
                from > history.size()
                        || history.subList(Math.max(0, from - 1), history.size())
                                .contains(ABSENT),
                "the removal of %s was acknowledged, but it was always there",
                name);
    }

    /** The leader of a term has read this: what was there when its term began, or what came after. */
    void read(long reader, String name, String content) {
        List<String> history = history(name);
        int begin = begins.getOrDefault(reader, Map.of()).getOrDefault(name, 1) - 1;
        unless(
                history.subList(begin, history.size()).contains(content),
                "the leader of term %d read %s = '%s', but when that term began it was '%s'",
                reader,
                name,
                content,
                history.get(begin));
    }

    /** A counter has given out this value, to one who asked when this was the highest acknowledged one. */
    void counted(long value, long highestBefore) {
        unless(values.add(value), "the counter gave out %d twice", value);
        unless(value > highestBefore, "the counter gave out %d after %d", value, highestBefore);
        highestValue = Math.max(highestValue, value);
    }

    long highestValue() {
        return highestValue;
    }
}
