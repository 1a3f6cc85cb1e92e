package io.haservices.testkit.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a fence held: accepted writes never go back to an older epoch, none began after a newer term had, and no epoch was given to two holders.
 * Times are those of {@link RegisterOperation}.
 */
public final class FencedRegister {
    private FencedRegister() {}

    /**
     * A term, as its holder was told of it.
     *
     * @param holder who leads
     * @param epoch its number
     * @param granted when the holder was told; the term began before
     */
    public record Term(String holder, long epoch, long granted) {}

    /**
     * A write that took effect.
     *
     * @param epoch of the term in which its writer believed to write
     * @param invoked when it began
     * @param returned when it was known to be done, by its writer or by a reader
     * @param what for messages
     */
    public record Accepted(long epoch, long invoked, long returned, String what) {}

    /** What was broken, one sentence each; empty when the fence held. */
    public static List<String> violations(List<Term> terms, List<Accepted> writes) {
        List<String> violations = new ArrayList<>();
        oneHolderEach(terms, violations);
        noneAfterANewerTerm(terms, writes, violations);
        noneGoesBack(writes, violations);
        return violations;
    }

    private static void oneHolderEach(List<Term> terms, List<String> violations) {
        Map<Long, Term> holders = new HashMap<>();
        for (Term term : terms) {
            Term other = holders.putIfAbsent(term.epoch(), term);
            if (other != null) {
                violations.add(
                        "epoch " + term.epoch() + " was granted to " + other.holder() + " and to " + term.holder());
            }
        }
    }

    private static void noneAfterANewerTerm(List<Term> terms, List<Accepted> writes, List<String> violations) {
        List<Term> byTime =
                terms.stream().sorted(Comparator.comparingLong(Term::granted)).toList();
        List<Accepted> byBeginning = writes.stream()
                .sorted(Comparator.comparingLong(Accepted::invoked))
                .toList();
        int next = 0;
        Term newest = new Term("nobody", Long.MIN_VALUE, Long.MIN_VALUE);
        for (Accepted write : byBeginning) {
            while (next < byTime.size() && byTime.get(next).granted() < write.invoked()) {
                newest = byTime.get(next).epoch() > newest.epoch() ? byTime.get(next) : newest;
                next++;
            }
            if (newest.epoch() > write.epoch()) {
                violations.add(write.what() + " of epoch " + write.epoch() + " was accepted, though it began "
                        + (write.invoked() - newest.granted()) + " ns after " + newest.holder()
                        + " had been granted epoch " + newest.epoch());
            }
        }
    }

    private static void noneGoesBack(List<Accepted> writes, List<String> violations) {
        List<Accepted> byBeginning = writes.stream()
                .sorted(Comparator.comparingLong(Accepted::invoked))
                .toList();
        List<Accepted> byEnd = writes.stream()
                .sorted(Comparator.comparingLong(Accepted::returned))
                .toList();
        int next = 0;
        Accepted newest = new Accepted(Long.MIN_VALUE, 0, 0, "nothing");
        for (Accepted write : byBeginning) {
            while (next < byEnd.size() && byEnd.get(next).returned() < write.invoked()) {
                newest = byEnd.get(next).epoch() > newest.epoch() ? byEnd.get(next) : newest;
                next++;
            }
            if (newest.epoch() > write.epoch()) {
                violations.add(write.what() + " of epoch " + write.epoch() + " was accepted after " + newest.what()
                        + " of epoch " + newest.epoch());
            }
        }
    }
}
