package io.haservices.core.simulation;

import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Network;
import io.haservices.spi.coordination.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One process: runs tasks, or lets them wait while it is stopped, or does nothing more once it is dead. */
final class SimulatedProcess {
    private enum Health {
        RUNNING,
        PAUSED,
        DEAD
    }

    final Environment environment;
    final String host;
    final String name;
    final LocalClock clock;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private Health health = Health.RUNNING;
    private long runningSince;
    private final List<Runnable> deaths = new ArrayList<>();
    private Duration wallClockAhead = Duration.ZERO;
    private int ids;
    private String lastId = "";

    SimulatedProcess(Environment environment, String host, String name) {
        this.environment = environment;
        this.host = host;
        this.name = name;
        // Readings have no meaning by themselves: near the wrap, too.
        long begin = environment.chance.of(List.of(0L, -3_000_000_000L, Long.MAX_VALUE - 20_000_000_000L));
        this.clock = new LocalClock(environment.time, begin);
        this.runningSince = environment.time.nanoTime();
    }

    boolean isDead() {
        return health == Health.DEAD;
    }

    boolean isPaused() {
        return health == Health.PAUSED;
    }

    /** For how long it has been running without a stop, and with nothing left that came during one. */
    Duration awake() {
        return health == Health.RUNNING && waiting.isEmpty()
                ? Duration.ofNanos(environment.time.nanoTime() - runningSince)
                : Duration.ZERO;
    }

    /** Runs it now, or when the process goes on. */
    void act(Runnable task) {
        if (health == Health.DEAD) {
            return;
        }
        if (health == Health.PAUSED || !waiting.isEmpty()) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    /** Runs it after this long, by the time of the simulation. */
    Registration after(Duration delay, Runnable task) {
        return environment.after(delay, () -> act(task));
    }

    /** Runs it after this long, by the clock of the process. */
    Registration later(Duration delay, Runnable task) {
        return after(clock.outside(delay), task);
    }

    /** As SIGSTOP does it. */
    void pause() {
        if (health == Health.RUNNING) {
            environment.tally.count(Tally.Of.PAUSES);
            environment.trace.note("%s stops", name);
            health = Health.PAUSED;
        }
    }

    void resume() {
        if (health == Health.PAUSED) {
            environment.trace.note("%s goes on", name);
            health = Health.RUNNING;
            goOn();
        }
    }

    private void goOn() {
        if (health != Health.RUNNING) {
            return;
        }
        runningSince = environment.time.nanoTime();
        Runnable next = waiting.peek();
        if (next == null) {
            return;
        }
        next.run();
        waiting.poll();
        environment.time.execute(this::goOn);
    }

    /** As kill -9 does it: what it was doing is not done. */
    void die() {
        if (health != Health.DEAD) {
            environment.tally.count(Tally.Of.CRASHES);
            environment.trace.note("%s dies", name);
            health = Health.DEAD;
            waiting.clear();
            deaths.forEach(Runnable::run);
        }
    }

    /** Sets the wall clock to anything. */
    void setWallClock(Duration ahead) {
        environment.trace.note("%s: its wall clock is set ahead by %s", name, ahead);
        wallClockAhead = ahead;
    }

    void onDeath(Runnable task) {
        deaths.add(task);
    }

    /** It may die, or be stopped for a moment, in the midst of anything. */
    void perhapsFail() {
        if (health != Health.RUNNING) {
            return;
        }
        if (environment.chance.mishap(4000)) {
            die();
        } else if (environment.chance.mishap(1500)) {
            pause();
            environment.after(environment.chance.millis(1, 7000), this::resume);
        }
    }

    private String nextId() {
        lastId = name + "-" + ++ids + "-" + environment.chance.below(1 << 30);
        return lastId;
    }

    /** The id that was made last: that of a request, right after it was made. */
    String lastId() {
        return lastId;
    }

    CoreRuntime runtime(Network network) {
        return new CoreRuntime(
                clock,
                new SimulatedThread(this, 50, 300),
                task -> after(environment.chance.delay(2000, 8000), task),
                unused -> new SimulatedThread(this, 200, 6000),
                network,
                () -> Instant.EPOCH.plus(wallClockAhead).plusNanos(environment.time.nanoTime()),
                this::nextId);
    }
}
