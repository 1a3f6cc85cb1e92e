package io.haservices.etcd;

import io.etcd.jetcd.api.ResponseHeader;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads in the order in which they were begun, none of them older than the one before (CO-03): over one connection etcd may do
 * a later read first, and a caller who does not wait between two reads would go back in time. On the loop.
 */
final class ReadOrder {
    private final Set<Turn> turns = new LinkedHashSet<>();
    private @Nullable ResponseHeader latest;

    /** The place of one read. */
    static final class Turn {
        private @Nullable ResponseHeader header;
        private Runnable accept = () -> {};
        private Runnable repeat = () -> {};

        private Turn() {}
    }

    Turn begin() {
        Turn turn = new Turn();
        turns.add(turn);
        return turn;
    }

    /**
     * Its answer is there.
     *
     * @param accept when all before it are answered
     * @param repeat when it is older than one before it
     */
    void answered(Turn turn, ResponseHeader header, Runnable accept, Runnable repeat) {
        turn.header = header;
        turn.accept = accept;
        turn.repeat = repeat;
        release();
    }

    /** It has ended. */
    void leave(Turn turn) {
        if (turns.remove(turn)) {
            release();
        }
    }

    private void release() {
        while (!turns.isEmpty()) {
            Turn first = turns.iterator().next();
            ResponseHeader header = first.header;
            if (header == null) {
                return;
            }
            if (isOlder(header)) {
                first.header = null;
                first.repeat.run();
                return;
            }
            turns.remove(first);
            latest = header;
            first.accept.run();
        }
    }

    private boolean isOlder(ResponseHeader header) {
        return latest != null
                && latest.getClusterId() == header.getClusterId()
                && header.getRevision() < latest.getRevision();
    }
}
