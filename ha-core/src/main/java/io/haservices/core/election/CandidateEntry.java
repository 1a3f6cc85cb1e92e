package io.haservices.core.election;

import io.haservices.core.records.CandidateRecord;
import io.haservices.core.records.CandidatesRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Session;
import io.haservices.values.Bytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The one entry of a session that says in which elections its process stands; a hint, so an outage only delays it. Many changes
 * become one write: the first is written at once, or nearly, the next not before {@link #PACE}. On the loop.
 */
public final class CandidateEntry {
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final Duration PACE = Duration.ofSeconds(1);

    private final Coordination coordination;
    private final CoreRuntime runtime;
    private final String description;
    private final String candidateId;
    private final Map<String, CandidateRecord> standing = new LinkedHashMap<>();
    private @Nullable Registration registration;
    private String session = "";
    private Duration wait = MOMENT;
    private boolean due;
    private boolean changed;
    private boolean writing;

    /** Nothing is written before somebody stands; {@code candidateId} is what the process is called across restarts. */
    public CandidateEntry(Coordination coordination, CoreRuntime runtime, String description, String candidateId) {
        this.coordination = coordination;
        this.runtime = runtime;
        this.description = description;
        this.candidateId = candidateId;
    }

    /** A contender stands from now on. */
    void stand(CandidateRecord candidate) {
        standing.put(candidate.id(), candidate);
        if (registration == null) {
            registration = coordination.onSession(now -> runtime.loop().execute(() -> onSession(now)));
        }
        change();
    }

    /** A contender stands no more. */
    void leave(String contenderId) {
        if (standing.remove(contenderId) != null) {
            change();
        }
    }

    /** Nothing more is written; the entry goes with the session. */
    public void close() {
        session = "";
        if (registration != null) {
            registration.close();
        }
    }

    private void onSession(Session now) {
        if (now.state() == Session.State.ACTIVE && !now.id().equals(session)) {
            session = now.id();
            change();
        }
    }

    private void change() {
        changed = true;
        settle();
    }

    private void settle() {
        if (changed && !due && !writing && !session.isEmpty()) {
            due = true;
            runtime.loop().schedule(wait, this::write);
        }
    }

    private void write() {
        due = false;
        String writtenFor = session;
        if (writtenFor.isEmpty()) {
            return;
        }
        writing = true;
        changed = false;
        wait = PACE;
        Key key = Layout.candidate(writtenFor);
        boolean empty = standing.isEmpty();
        Bytes value = Records.encode(new CandidatesRecord(description, candidateId, List.copyOf(standing.values())));
        coordination
                .get(key)
                .thenCompose(entry -> empty ? delete(key, entry) : put(key, entry, value, writtenFor))
                .whenComplete((answer, failure) ->
                        runtime.loop().execute(() -> written(failure == null && answer instanceof Commit.Committed)));
    }

    private void written(boolean done) {
        writing = false;
        // What a lost answer has left is found by the next attempt.
        changed = changed || !done;
        settle();
    }

    private CompletionStage<Commit> put(Key key, Optional<Entry> entry, Bytes value, String boundTo) {
        return commit(
                key,
                entry.<Operation>map(found -> new Operation.Replace(key, found.version(), value))
                        .orElseGet(() -> new Operation.CreateBound(key, value, boundTo)));
    }

    private CompletionStage<Commit> delete(Key key, Optional<Entry> entry) {
        return entry.map(found -> commit(key, new Operation.Delete(key, found.version())))
                .orElseGet(() -> CompletableFuture.completedFuture(new Commit.Committed(Map.of())));
    }

    private CompletionStage<Commit> commit(Key key, Operation operation) {
        return coordination.commit(key.scope(), List.of(), List.of(operation));
    }
}
