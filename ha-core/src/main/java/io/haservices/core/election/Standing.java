package io.haservices.core.election;

import io.haservices.core.records.CandidatesRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.records.ReservationRecord;
import io.haservices.core.records.UnreadableRecordException;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who stands now, each under which session; one watch serves all elections of a session. On the loop, but for what reads. */
public final class Standing {
    private final Coordination coordination;
    private final CoreRuntime runtime;
    private final Map<Watcher, String> watchers = new LinkedHashMap<>();
    private @Nullable Registration registration;
    private @Nullable Map<String, List<Contender>> latest;

    /** Reads and watches nothing before it is asked. */
    public Standing(Coordination coordination, CoreRuntime runtime) {
        this.coordination = coordination;
        this.runtime = runtime;
    }

    /** One who stands. */
    record Contender(String id, String candidateId, int priority, String session) {
        boolean isCalled(String name) {
            return id.equals(name) || candidateId.equals(name);
        }
    }

    /** Who stands in an election, as of now. */
    CompletionStage<List<Contender>> in(Scope election) {
        return coordination
                .list(Layout.candidates())
                .thenApply(entries -> byElection(entries).getOrDefault(election.segment(), List.of()));
    }

    /** Whether the one who leadership is reserved for stands, still under that session. */
    CompletionStage<Boolean> includes(ReservationRecord reservation) {
        return coordination
                .get(Layout.candidate(reservation.session()))
                .thenApply(entry -> entry.map(Standing::read)
                        .filter(record -> record.standing().stream()
                                .anyMatch(contender -> contender.id().equals(reservation.contender())))
                        .isPresent());
    }

    /** Tells who stands in an election, soon and after each change. */
    Registration watch(Scope election, Consumer<List<Contender>> listener) {
        Watcher watcher = new Watcher(listener);
        watchers.put(watcher, election.segment());
        if (registration == null) {
            registration = coordination.watch(
                    Layout.candidates(), entries -> runtime.loop().execute(() -> seen(entries)));
        } else if (latest != null) {
            watcher.tell(latest.getOrDefault(election.segment(), List.of()));
        }
        return () -> forget(watcher);
    }

    private void forget(Watcher watcher) {
        watchers.remove(watcher);
        if (watchers.isEmpty() && registration != null) {
            registration.close();
            registration = null;
            latest = null;
        }
    }

    private void seen(List<Entry> entries) {
        if (registration == null) {
            return;
        }
        Map<String, List<Contender>> now = byElection(entries);
        latest = now;
        // Who is told may end its watch, or begin one.
        new LinkedHashMap<>(watchers)
                .forEach((watcher, election) -> watcher.tell(now.getOrDefault(election, List.of())));
    }

    /** Is told only what is new to it. */
    private static final class Watcher {
        private final Consumer<List<Contender>> listener;
        private @Nullable List<Contender> told;

        Watcher(Consumer<List<Contender>> listener) {
            this.listener = listener;
        }

        void tell(List<Contender> now) {
            if (!now.equals(told)) {
                told = now;
                listener.accept(now);
            }
        }
    }

    private static Map<String, List<Contender>> byElection(List<Entry> entries) {
        Map<String, List<Contender>> found = new HashMap<>();
        for (Entry entry : entries) {
            CandidatesRecord record = read(entry);
            record.standing()
                    .forEach(one -> found.computeIfAbsent(one.election(), name -> new ArrayList<>())
                            .add(new Contender(
                                    one.id(),
                                    record.candidateId(),
                                    one.priority(),
                                    entry.session().orElse(""))));
        }
        return found;
    }

    private static CandidatesRecord read(Entry entry) {
        try {
            return Records.decode(entry, CandidatesRecord.class);
        } catch (UnreadableRecordException e) {
            // Who cannot be read is not handed over to.
            return new CandidatesRecord("", "", List.of());
        }
    }
}
