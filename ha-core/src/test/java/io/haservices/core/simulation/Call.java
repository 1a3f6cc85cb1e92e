package io.haservices.core.simulation;

import io.haservices.errors.HaException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Registration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One request of a client and its answer. */
final class Call<T> {
    /** What the service does with it. */
    interface Work<T> {
        Answer<T> serve(Call<T> call, String session, long seen);
    }

    /** What comes back, and how new that is. */
    record Answer<T>(T value, long revision) {}

    final CompletableFuture<T> answer = new CompletableFuture<>();
    final boolean changes;
    private final String what;
    private final Work<T> work;
    private final Function<HaException, Optional<T>> unsettled;
    Registration timer = () -> {};
    boolean sent;
    boolean settled;

    private Call(String what, boolean changes, Work<T> work, Function<HaException, Optional<T>> unsettled) {
        this.what = what;
        this.changes = changes;
        this.work = work;
        this.unsettled = unsettled;
    }

    static <T> Call<T> read(String what, Work<T> work) {
        return new Call<>(what, false, work, cause -> Optional.empty());
    }

    static Call<Commit> commit(String what, Work<Commit> work) {
        return new Call<>(what, true, work, cause -> Optional.of(new Commit.Unknown(cause)));
    }

    Answer<T> serve(String session, long seen) {
        return work.serve(this, session, seen);
    }

    void complete(T value) {
        settled = true;
        timer.close();
        answer.complete(value);
    }

    /** Ends it without an answer. */
    @SuppressWarnings("unchecked")
    void fail(String why) {
        settled = true;
        timer.close();
        HaException cause = new UnavailableException(what + " failed: " + why);
        if (changes && !sent) {
            answer.complete((T) new Commit.NotApplied(cause));
            return;
        }
        unsettled.apply(cause).ifPresentOrElse(answer::complete, () -> answer.completeExceptionally(cause));
    }
}
