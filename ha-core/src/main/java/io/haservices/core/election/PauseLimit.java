package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.PauseRecord;
import io.haservices.core.runtime.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lifts a pause that was given a limit. Every contender counts by its own clock from when it saw the pause, and the first to finish lifts it: no
 * clock of anybody else is trusted. On the loop.
 */
final class PauseLimit {
    private static final Logger LOG = LoggerFactory.getLogger(PauseLimit.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ElectionContext context;
    private final ControlEntry entry;
    private PauseRecord pause = PauseRecord.NONE;
    private EventLoop.@Nullable Cancellable timer;

    PauseLimit(ElectionContext context, ControlEntry entry) {
        this.context = context;
        this.entry = entry;
    }

    void told(ControlRecord control) {
        PauseRecord now = control.pause();
        if (now.id().equals(pause.id())) {
            return;
        }
        close();
        pause = now;
        if (now.isThere()) {
            LOG.info("election '{}' is paused: {}", context.layout().election(), now.reason());
        } else {
            LOG.info("election '{}' is paused no more", context.layout().election());
        }
        if (now.limitMillis() > 0) {
            after(Duration.ofMillis(now.limitMillis()), now.id());
        }
    }

    private void after(Duration delay, String id) {
        timer = context.runtime().loop().schedule(delay, () -> lift(id));
    }

    private void lift(String id) {
        entry.read()
                .thenAccept(found -> found.filter(
                                seen -> seen.content().pause().id().equals(id))
                        .ifPresent(seen -> entry.replace(seen, seen.content().with(PauseRecord.NONE))));
        // Until it is told that it is lifted, by whomever.
        after(RETRY, id);
    }

    void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        pause = PauseRecord.NONE;
    }
}
