package io.haservices.core.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The latest terms of an election.
 *
 * @param terms oldest first
 */
public record HistoryRecord(List<TermRecord> terms) {
    /** Nothing is known. */
    public static final HistoryRecord NONE = new HistoryRecord(List.of());

    /** Copies the list. */
    public HistoryRecord {
        terms = List.copyOf(terms);
    }

    /** Whether this term is in it. */
    public boolean has(long epoch) {
        return terms.stream().anyMatch(term -> term.epoch() == epoch);
    }

    /** Whether nobody who knows has said why this term ended. */
    public boolean wants(long epoch) {
        return terms.stream().noneMatch(term -> term.epoch() == epoch && !term.isUnexplained());
    }

    /** With one more term; those before that ended without a word have ended in this way, and only so many stay. */
    public HistoryRecord begun(TermRecord term, DeposedRecord deposed, int most) {
        List<TermRecord> all = new ArrayList<>();
        terms.stream().map(before -> before.overtaken(term.began(), deposed)).forEach(all::add);
        all.add(term);
        return new HistoryRecord(all.subList(Math.max(0, all.size() - most), all.size()));
    }

    /** After the end of a term that may be missing: then it is put between those before and after it. */
    public HistoryRecord told(TermRecord term, String at, String reason, String detail, int most) {
        List<TermRecord> all = new ArrayList<>(terms);
        if (!has(term.epoch())) {
            all.add(term);
            all.sort(Comparator.comparingLong(TermRecord::epoch));
        }
        return new HistoryRecord(all.subList(Math.max(0, all.size() - most), all.size()))
                .ended(term.epoch(), at, reason, detail);
    }

    /** After the end of a term. */
    public HistoryRecord ended(long epoch, String at, String reason, String detail) {
        return new HistoryRecord(terms.stream()
                .map(term -> term.epoch() == epoch ? term.ended(at, reason, detail) : term)
                .toList());
    }
}
