package io.haservices.testkit.memory;

import io.haservices.errors.HaException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Registration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One request and its answer. Guarded by the service's lock. */
abstract class Call<T> {
    /** What the service does with it. */
    interface Work<T> {
        /** Does it; {@code session} is the one in which it was sent, and may have ended since. */
        T serve(String session);
    }

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final String what;
    private final Work<T> work;
    private Registration timer = () -> {};
    private boolean sent;
    private long sentAt;

    private Call(String what, Work<T> work) {
        this.what = what;
        this.work = work;
    }

    /** A call that may be repeated, and fails with an exception. */
    static <T> Call<T> read(String what, Work<T> work) {
        return new Call<>(what, work) {
            @Override
            boolean changes() {
                return false;
            }

            @Override
            Optional<T> failure(HaException cause, boolean sent) {
                return Optional.empty();
            }
        };
    }

    /** A call that is sent once, and fails with one of the four answers (CO-07). */
    static Call<Commit> commit(String scope, Work<Commit> work) {
        return new Call<>("a commit in scope " + scope, work) {
            @Override
            boolean changes() {
                return true;
            }

            @Override
            Optional<Commit> failure(HaException cause, boolean sent) {
                return Optional.of(sent ? new Commit.Unknown(cause) : new Commit.NotApplied(cause));
            }
        };
    }

    abstract boolean changes();

    abstract Optional<T> failure(HaException cause, boolean sent);

    CompletableFuture<T> answer() {
        return answer;
    }

    T serve(String session) {
        return work.serve(session);
    }

    void timer(Registration registration) {
        timer = registration;
    }

    void sent(long now) {
        sent = true;
        sentAt = now;
    }

    /** Its answer can't come any more, but it may be asked again. */
    void unsent() {
        sent = false;
    }

    long sentAt() {
        return sentAt;
    }

    void complete(Timeline timeline, T result) {
        settle(timeline, () -> answer.complete(result));
    }

    /** Ends without an answer; {@code seen} says why. */
    void fail(Timeline timeline, String seen) {
        HaException cause = new UnavailableException(what + " failed: " + seen + ". Try again later.");
        Optional<T> result = failure(cause, sent);
        settle(timeline, () -> result.ifPresentOrElse(answer::complete, () -> answer.completeExceptionally(cause)));
    }

    // On a task of its own, because what hangs on the stage must not run under the lock.
    private void settle(Timeline timeline, Runnable completion) {
        timer.close();
        if (timeline.isClosed()) {
            completion.run();
        } else {
            timeline.execute(completion);
        }
    }
}
