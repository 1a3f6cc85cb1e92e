package io.haservices.core.service;

import io.haservices.Candidate;
import io.haservices.core.records.CandidatesRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.records.UnreadableRecordException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Scope;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads who stands where. It is one reading for all elections, which serves who asks for another one soon after. Safe for use by several
 * threads.
 */
final class Candidates {
    private static final Duration SOON = Duration.ofMillis(500);

    private final Coordination coordination;
    private final MonotonicClock clock;
    private @Nullable CompletableFuture<Map<String, List<Candidate>>> latest;
    private long begun;

    Candidates(Coordination coordination, MonotonicClock clock) {
        this.coordination = coordination;
        this.clock = clock;
    }

    /** Who stands in an election, sorted by id. */
    CompletionStage<List<Candidate>> of(Scope election) {
        return reading().thenApply(found -> found.getOrDefault(election.segment(), List.of()));
    }

    private synchronized CompletionStage<Map<String, List<Candidate>>> reading() {
        CompletableFuture<Map<String, List<Candidate>>> present = latest;
        long now = clock.nanoTime();
        if (present == null || present.isCompletedExceptionally() || now - begun > SOON.toNanos()) {
            begun = now;
            present = coordination
                    .list(Layout.candidates())
                    .thenApply(Candidates::byElection)
                    .toCompletableFuture();
            latest = present;
        }
        return present;
    }

    private static Map<String, List<Candidate>> byElection(List<Entry> entries) {
        Map<String, List<Candidate>> found = new HashMap<>();
        for (Entry entry : entries) {
            CandidatesRecord record = read(entry);
            record.standing()
                    .forEach(one -> found.computeIfAbsent(one.election(), name -> new ArrayList<>())
                            .add(new Candidate(one.id(), one.priority(), record.description(), record.candidateId())));
        }
        found.values().forEach(list -> list.sort(Comparator.comparing(Candidate::id)));
        return found;
    }

    private static CandidatesRecord read(Entry entry) {
        try {
            return Records.decode(entry, CandidatesRecord.class);
        } catch (UnreadableRecordException e) {
            // Only a hint for people.
            return new CandidatesRecord("", "", List.of());
        }
    }
}
