package io.haservices.testkit.tck.coordination;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.testkit.tck.Rule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** No endless wait: CO-18. */
public abstract class CoordinationRequestTimeout extends CoordinationChapter {
    private static final Key KEY = key("entry");

    /** For subclasses. */
    protected CoordinationRequestTimeout() {}

    @Test
    @Rule("CO-18")
    void answersInTimeWhenTheServiceHangs() {
        Coordination client = client();
        faults().pause();
        everyCallIsAnswered(client);
        faults().resume();
        await("the client works again", () -> commit(client, create(KEY, 1)) instanceof Commit.Committed);
    }

    @Test
    @Rule("CO-18")
    void answersInTimeWhenTheClientIsCutOff() {
        Coordination client = client();
        faults().cut(client);
        everyCallIsAnswered(client);
        faults().heal(client);
        active(client);
        await("the client works again", () -> commit(client, create(KEY, 1)) instanceof Commit.Committed);
    }

    @Test
    @Rule("CO-18")
    void answersInTimeBeforeThereIsASession() {
        faults().pause();
        Coordination client = open(clusterId());
        everyCallIsAnswered(client);
        faults().resume();
        active(client);
    }

    @Test
    @Rule("CO-18")
    void carriesOutWhatWasAskedDuringAShortOutage() {
        Coordination client = client();
        faults().cut(client);
        CompletionStage<?> read = client.get(KEY);
        CompletionStage<Commit> commit = client.commit(SCOPE, List.of(), List.of(create(KEY, 1)));
        faults().heal(client);
        inTime("reading during a short outage", read);
        inTime("a commit during a short outage", commit);
    }

    private void everyCallIsAnswered(Coordination client) {
        List<CompletionStage<?>> reads = List.of(client.get(KEY), client.list(Prefix.of(SCOPE)), client.scopes());
        CompletionStage<Commit> commit = client.commit(SCOPE, List.of(), List.of(create(key("other"), 1)));
        for (CompletionStage<?> read : reads) {
            inTime("a read", read);
            Throwable failure = patience().failure("a read during an outage", read);
            expect(failure instanceof UnavailableException, "a read during an outage failed with " + failure);
        }
        inTime("a commit", commit);
        Commit answer = patience().answer("a commit", commit);
        expect(
                answer instanceof Commit.Unknown || answer instanceof Commit.NotApplied,
                "a commit during an outage was answered " + answer);
    }

    // Twice the timeout and some seconds: a busy machine may be late, an endless wait is what is looked for.
    private void inTime(String call, CompletionStage<?> stage) {
        Duration limit = faults().requestTimeout().multipliedBy(2).plusSeconds(5);
        expect(
                patience().within(limit, () -> stage.toCompletableFuture().isDone()),
                call + " had no answer after " + limit.toMillis() + " ms, with a request timeout of "
                        + faults().requestTimeout().toMillis() + " ms");
    }
}
