package io.haservices.testkit.history;

import io.haservices.testkit.history.RegisterOperation.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whether all operations on a register can be put into one order that explains what every client saw, and in which none stands before another that
 * had returned before it began: the search of Wing and Gong, with Lowe's memory of what was tried. The register holds nothing at first.
 *
 * <p>A history of several registers is judged one register at a time, which is exact. Writes of unknown outcome may have taken effect at any
 * time or not at all; those whose value is unique, as it should be, cost nothing.
 */
public final class Linearizability {
    private record Tried(BitSet placed, Optional<String> state) {}

    private record Placed(Event call, Optional<String> before) {}

    private final List<RegisterOperation> operations;
    private final Event head = new Event(-1, false);
    private final BitSet placed = new BitSet();
    private final Deque<Placed> order = new ArrayDeque<>();
    private Optional<String> state = Optional.empty();
    private int most = -1;
    private String furthest = "";

    private Linearizability(List<RegisterOperation> operations) {
        this.operations = operations;
        link();
    }

    /**
     * Judges the history of one register.
     *
     * @return nothing when it is linearizable; else where the longest order that could be found gets stuck
     */
    public static Optional<String> violation(List<RegisterOperation> history) {
        Linearizability search = new Linearizability(bounded(history));
        return search.succeeds() ? Optional.empty() : Optional.of(search.furthest);
    }

    /**
     * What of a history has to be ordered. A write of unknown outcome that nobody read may be left out: where it can stand it can also be absent,
     * for before the next read there must be another write. One that was read, and is the only one of its value, took effect before the first of
     * those reads returned.
     */
    private static List<RegisterOperation> bounded(List<RegisterOperation> history) {
        Map<String, Long> firstRead = new HashMap<>();
        Map<String, Integer> writes = new HashMap<>();
        for (RegisterOperation operation : history) {
            operation.value().ifPresent(value -> {
                if (operation.isWrite()) {
                    writes.merge(value, 1, Integer::sum);
                } else {
                    firstRead.merge(value, operation.returned(), Math::min);
                }
            });
        }
        List<RegisterOperation> bounded = new ArrayList<>();
        for (RegisterOperation operation : history) {
            String value = operation.value().orElse("");
            if (!operation.isWrite() || !operation.isUnknown()) {
                bounded.add(operation);
            } else if (firstRead.containsKey(value)) {
                boolean unique = Objects.equals(writes.get(value), 1);
                bounded.add(
                        unique ? operation.returnedBy(Math.max(operation.invoked(), firstRead.get(value))) : operation);
            }
        }
        return bounded;
    }

    /** The beginning or the end of an operation, among all that are not yet placed, in the order of time. */
    private static final class Event {
        final int operation;
        final boolean isCall;
        Event previous = this;
        Event next = this;
        Event end = this;

        Event(int operation, boolean isCall) {
            this.operation = operation;
            this.isCall = isCall;
        }

        void unlink() {
            previous.next = next;
            next.previous = previous;
        }

        void relink() {
            previous.next = this;
            next.previous = this;
        }
    }

    private record Moment(long time, boolean isEnd, Event event) implements Comparable<Moment> {
        @Override
        public int compareTo(Moment other) {
            // What ends when another begins overlaps it.
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Boolean.compare(isEnd, other.isEnd);
        }
    }

    private void link() {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Event call = new Event(i, true);
            call.end = new Event(i, false);
            moments.add(new Moment(operations.get(i).invoked(), false, call));
            moments.add(new Moment(operations.get(i).returned(), true, call.end));
        }
        moments.sort(null);
        Event last = head;
        for (Moment moment : moments) {
            Event event = moment.event();
            event.previous = last;
            event.next = head;
            last.next = event;
            head.previous = event;
            last = event;
        }
    }

    private boolean succeeds() {
        Set<Tried> tried = new HashSet<>();
        Event event = head.next;
        while (head.next != head) {
            if (event != head && event.isCall) {
                event = mayPlace(event, tried) ? place(event) : event.next;
                continue;
            }
            // Somebody has returned, or all have begun, and none of the others can be next.
            remember(event);
            if (order.isEmpty()) {
                return false;
            }
            event = takeBack().next;
        }
        return true;
    }

    private boolean mayPlace(Event call, Set<Tried> tried) {
        RegisterOperation operation = operations.get(call.operation);
        if (operation.kind() == Kind.READ && !operation.value().equals(state)) {
            return false;
        }
        BitSet with = (BitSet) placed.clone();
        with.set(call.operation);
        return tried.add(new Tried(with, operation.value()));
    }

    private Event place(Event call) {
        order.push(new Placed(call, state));
        state = operations.get(call.operation).value();
        placed.set(call.operation);
        call.unlink();
        call.end.unlink();
        return head.next;
    }

    private Event takeBack() {
        Placed last = order.pop();
        state = last.before();
        placed.clear(last.call().operation);
        last.call().end.relink();
        last.call().relink();
        return last.call();
    }

    private void remember(Event stuck) {
        if (order.size() > most && stuck != head) {
            most = order.size();
            furthest = operations.get(stuck.operation) + ", but after "
                    + (order.isEmpty()
                            ? "nothing"
                            : operations.get(order.element().call().operation))
                    + " the register held " + state.orElse("nothing") + "; " + most + " of " + operations.size()
                    + " operations could be put in order";
        }
    }
}
