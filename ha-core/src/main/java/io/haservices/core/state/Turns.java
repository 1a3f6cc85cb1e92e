package io.haservices.core.state;

import io.haservices.core.runtime.Stages;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Work that is done one after another, whoever brings it; nobody waits on a thread. */
final class Turns {
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    CompletionStage<Void> take(Supplier<CompletionStage<Void>> work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> before;
        synchronized (this) {
            before = last;
            last = done;
        }
        CompletionStage<Void> result = before.thenCompose(nothing -> Stages.call(work));
        result.whenComplete((nothing, failure) -> done.complete(null));
        return result;
    }
}
