package io.haservices.testkit.memory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The calls of one client that have no answer yet, in order. Guarded by the service's lock. */
final class Calls {
    private final Timeline timeline;
    private final Set<Call<?>> waiting = new LinkedHashSet<>();
    private final Set<Call<?>> inFlight = new LinkedHashSet<>();

    Calls(Timeline timeline) {
        this.timeline = timeline;
    }

    void add(Call<?> call) {
        waiting.add(call);
    }

    /** Sends what waits. */
    void flush(Consumer<Call<?>> sender) {
        List<Call<?>> due = List.copyOf(waiting);
        waiting.clear();
        inFlight.addAll(due);
        for (Call<?> call : due) {
            call.sent(timeline.nanoTime());
            sender.accept(call);
        }
    }

    /** The connection is gone: reads are asked again on the next one, of commits nobody knows. */
    void disconnected() {
        List<Call<?>> lost = new ArrayList<>(inFlight);
        inFlight.clear();
        List<Call<?>> later = List.copyOf(waiting);
        waiting.clear();
        for (Call<?> call : lost) {
            if (call.changes()) {
                call.fail(timeline, "the connection broke before the answer came");
            } else {
                call.unsent();
                waiting.add(call);
            }
        }
        waiting.addAll(later);
    }

    /** Whether an answer to this call is still waited for. */
    boolean settle(Call<?> call) {
        return inFlight.remove(call) || waiting.remove(call);
    }

    void failAll(String seen) {
        List<Call<?>> all = new ArrayList<>(inFlight);
        all.addAll(waiting);
        inFlight.clear();
        waiting.clear();
        all.forEach(call -> call.fail(timeline, seen));
    }
}
