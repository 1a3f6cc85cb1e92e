package io.haservices.core.simulation;

import io.haservices.core.runtime.EventLoop;
import java.time.Duration;

/** One thread of a process: one task after another, each a little later than it might be. */
final class SimulatedThread implements EventLoop {
    private final SimulatedProcess process;
    private final int usualMicros;
    private final int rareMillis;
    private long last;

    SimulatedThread(SimulatedProcess process, int usualMicros, int rareMillis) {
        this.process = process;
        this.usualMicros = usualMicros;
        this.rareMillis = rareMillis;
    }

    @Override
    public void execute(Runnable task) {
        Environment environment = process.environment;
        long now = environment.time.nanoTime();
        last = Math.max(
                last, now + environment.chance.delay(usualMicros, rareMillis).toNanos());
        process.after(Duration.ofNanos(last - now), task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        boolean[] cancelled = {false};
        process.later(
                delay,
                () -> execute(() -> {
                    if (!cancelled[0]) {
                        task.run();
                    }
                }));
        return () -> cancelled[0] = true;
    }
}
