package io.haservices.benchmarks.attack;

import io.haservices.testkit.history.RegisterOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All that all contenders have written down. */
final class History {
    /** Whom a follower believes to lead. */
    record Told(long epoch, String leader, boolean ready) {}

    /** What the wall clock of a process was ahead of the common clock. */
    record Clock(String client, long at, long aheadMillis) {}

    /** How an audit ended. */
    record Audit(String client, long at, int read, int failed) {}

    private final List<Operation> done = new ArrayList<>();
    private final Map<String, Operation> open = new HashMap<>();
    private final List<Term> terms = new ArrayList<>();
    private final List<String> oddities = new ArrayList<>();
    private final Map<String, Told> told = new LinkedHashMap<>();
    private final List<Clock> clocks = new ArrayList<>();
    private final List<Audit> audits = new ArrayList<>();
    private final Map<Long, String> counted = new HashMap<>();
    private long counts;
    private long newestWrite = Long.MIN_VALUE;

    /** A line of the {@link Journal} of this client. */
    synchronized void heard(String client, String line) {
        String[] words = line.split(" ");
        long at = Long.parseLong(words[1]);
        switch (words[0]) {
            case Journal.INVOKED ->
                open.put(
                        client + "/" + words[2],
                        new Operation(
                                client,
                                words[3],
                                words[4],
                                words[5],
                                Long.parseLong(words[6]),
                                at,
                                RegisterOperation.NEVER,
                                Journal.UNKNOWN,
                                ""));
            case Journal.RETURNED -> {
                Operation begun = open.remove(client + "/" + words[2]);
                if (begun != null) {
                    add(begun.returned(at, words[3], words[4], words[5]));
                }
            }
            case Journal.GRANTED -> granted(client, Long.parseLong(words[2]), at);
            case Journal.REVOKED -> revoked(client, Long.parseLong(words[2]), at, words[3]);
            case Journal.LEADER ->
                told.put(client, new Told(Long.parseLong(words[2]), words[3], Boolean.parseBoolean(words[4])));
            case Journal.COUNTED -> counted(client, Long.parseLong(words[2]));
            case Journal.CLOCK -> clocks.add(new Clock(client, at, Long.parseLong(words[2]) - at / 1_000_000));
            case Journal.AUDITED ->
                audits.add(new Audit(client, at, Integer.parseInt(words[2]), Integer.parseInt(words[3])));
            default -> oddities.add(client + " said: " + line);
        }
    }

    private void add(Operation operation) {
        done.add(operation);
        if (operation.isAcknowledgedWrite()) {
            newestWrite = Math.max(newestWrite, operation.invoked());
        }
    }

    private void granted(String client, long epoch, long at) {
        terms.stream()
                .filter(term -> term.client().equals(client) && !term.isOver())
                .forEach(term -> oddities.add(
                        client + " was granted epoch " + epoch + " before it was revoked epoch " + term.epoch()));
        terms.add(new Term(client, epoch, at, Long.MAX_VALUE, Journal.NOTHING));
    }

    private void revoked(String client, long epoch, long at, String reason) {
        int found = -1;
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            if (term.client().equals(client) && term.epoch() == epoch && !term.isOver()) {
                found = i;
            }
        }
        if (found < 0) {
            oddities.add(client + " was revoked epoch " + epoch + ", which it did not hold");
        } else {
            terms.set(found, terms.get(found).over(at, reason));
        }
    }

    private void counted(String client, long value) {
        counts++;
        String other = counted.putIfAbsent(value, client);
        if (other != null) {
            oddities.add("the counter gave " + value + " to " + other + " and to " + client);
        }
    }

    /** Its process ended in good order, so it was told of the end of each term. */
    synchronized void left(String client, long at) {
        terms.stream()
                .filter(term -> term.client().equals(client) && !term.isOver())
                .forEach(term -> oddities.add(client + " was never told that epoch " + term.epoch() + " is over"));
        died(client, at);
    }

    /** Its process is dead: what it led it leads no more, and what it was doing stays open. */
    synchronized void died(String client, long at) {
        terms.replaceAll(term -> term.client().equals(client) && !term.isOver() ? term.over(at, "KILLED") : term);
        told.remove(client);
    }

    /** All operations, also those that have not ended. */
    synchronized List<Operation> operations() {
        List<Operation> all = new ArrayList<>(done);
        all.addAll(open.values());
        return all;
    }

    synchronized List<Term> terms() {
        return List.copyOf(terms);
    }

    /** What no contender may ever say. */
    synchronized List<String> oddities() {
        return List.copyOf(oddities);
    }

    synchronized List<Clock> clocks() {
        return List.copyOf(clocks);
    }

    synchronized List<Audit> audits() {
        return List.copyOf(audits);
    }

    synchronized long counts() {
        return counts;
    }

    synchronized Map<String, Told> told() {
        return Map.copyOf(told);
    }

    /** The newest term that is not over. */
    synchronized Optional<Term> reigning() {
        return terms.stream()
                .filter(term -> !term.isOver())
                .max((one, other) -> Long.compare(one.epoch(), other.epoch()));
    }

    /** Whether a write that began after this moment was acknowledged. */
    synchronized boolean hasWriteAfter(long moment) {
        return newestWrite > moment;
    }

    /** Whether there is exactly one term that is not over. */
    synchronized boolean oneReigns() {
        return terms.stream().filter(term -> !term.isOver()).count() == 1;
    }

    synchronized long count(Predicate<Operation> wanted) {
        return done.stream().filter(wanted).count();
    }
}
