package io.haservices.core.election;

import io.haservices.HighAvailabilityOptions;
import io.haservices.core.records.CandidateRecord;
import io.haservices.core.records.Records;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Session;
import io.haservices.values.Bytes;
import java.time.Duration;
import java.util.List;

/** Keeps the entry that says who stands by; a hint for people, so an outage only delays it. On the loop. */
final class CandidateEntry {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ElectionContext context;
    private final Key key;
    private final Bytes value;
    private String session = "";
    private boolean closed;

    CandidateEntry(ElectionContext context, String contenderId) {
        this.context = context;
        this.key = context.layout().candidate(contenderId);
        this.value = Records.encode(
                new CandidateRecord(contenderId, 0, context.configuration().get(HighAvailabilityOptions.DESCRIPTION)));
    }

    void onSession(Session current) {
        if (current.state() == Session.State.ACTIVE && !current.id().equals(session)) {
            session = current.id();
            put(current.id());
        }
    }

    private void put(String forSession) {
        if (closed || !forSession.equals(session)) {
            return;
        }
        context.coordination()
                .commit(context.layout().scope(), List.of(), List.of(new Operation.CreateBound(key, value, forSession)))
                .thenAccept(answer -> context.runtime().loop().execute(() -> {
                    if (!(answer instanceof Commit.Committed)) {
                        // The entry of our former session may still be there, or of this one after a lost answer.
                        context.runtime().loop().schedule(RETRY, () -> putUnlessThere(forSession));
                    } else if (closed) {
                        remove();
                    }
                }));
    }

    private void putUnlessThere(String forSession) {
        context.coordination().get(key).whenComplete((entry, failure) -> {
            boolean there = failure == null
                    && entry.flatMap(found -> found.session())
                            .filter(forSession::equals)
                            .isPresent();
            context.runtime().loop().execute(() -> {
                if (!there) {
                    put(forSession);
                } else if (closed) {
                    remove();
                }
            });
        });
    }

    void close() {
        closed = true;
        remove();
    }

    private void remove() {
        context.coordination()
                .get(key)
                .thenAccept(entry -> entry.filter(
                                found -> found.session().filter(session::equals).isPresent())
                        .ifPresent(found -> context.coordination()
                                .commit(
                                        context.layout().scope(),
                                        List.of(),
                                        List.of(new Operation.Delete(key, found.version())))));
    }
}
