package io.haservices.core.simulation;

import io.haservices.Leadership;
import io.haservices.StateStore;
import io.haservices.WriteOptions;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.HaException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.StaleEpochException;
import io.haservices.spi.storage.BlobSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a leader does during one term: recovers, publishes, and then writes, removes and counts, one thing after another. */
final class Reign {
    static final List<String> NAMES = List.of("a", "b", "c");
    /** A state that nobody removes by itself. */
    static final String KEPT = "kept";

    private final SimulatedProcess process;
    private final Environment environment;
    private final Ledger ledger;
    private final Leadership leadership;
    private final StateStore states;
    private final int life;
    private int writes;

    Reign(SimulatedProcess process, Ledger ledger, Leadership leadership) {
        this.process = process;
        this.environment = process.environment;
        this.ledger = ledger;
        this.leadership = leadership;
        this.life = ledger.life();
        this.states = leadership.stateStore("jobs");
    }

    void begin() {
        recover(0);
        if (environment.chance.mishap(2)) {
            // Some leaders lead on with more than one hand.
            process.later(environment.chance.millis(0, 300), this::write);
        }
    }

    private boolean isOver() {
        return leadership.ended().isPresent();
    }

    private void recover(int number) {
        if (isOver()) {
            return;
        }
        if (number == NAMES.size() + (environment.operated ? 1 : 0)) {
            environment.tally.count(Tally.Of.RECOVERIES);
            publish();
            return;
        }
        String name = number < NAMES.size() ? NAMES.get(number) : KEPT;
        states.readAsync(name).whenComplete((content, failure) -> {
            if (failure == null) {
                checking(() -> ledger.read(leadership.epoch(), name, text(content)));
                recover(number + 1);
            } else {
                failed(failure);
                process.later(environment.chance.millis(20, 400), () -> recover(number));
            }
        });
    }

    private void publish() {
        leadership.publishAsync(Map.of("default", process.name)).whenComplete((nothing, failure) -> {
            if (failure == null && environment.operated) {
                put(KEPT, process.name + "." + leadership.epoch() + "." + ++writes, WriteOptions.any());
            } else if (failure == null) {
                next(null);
            } else if (!isOver()) {
                failed(failure);
                process.later(environment.chance.millis(20, 400), this::publish);
            }
        });
    }

    private void next(@Nullable Throwable failure) {
        if (failure != null) {
            failed(failure);
        }
        if (environment.chance.mishap(60)) {
            environment.trace.note("%s resigns", process.name);
            leadership.resign();
        }
        if (!isOver()) {
            process.later(environment.chance.millis(1, environment.chance.oneIn(3) ? 20 : 500), this::act);
        }
    }

    private void act() {
        switch (environment.chance.below(8)) {
            case 0, 1 -> count();
            case 2 -> remove();
            case 3 -> read();
            default -> write();
        }
    }

    private void write() {
        String name = environment.chance.of(NAMES);
        String content = process.name + "." + leadership.epoch() + "." + ++writes;
        if (environment.chance.oneIn(3)) {
            states.findAsync(name).whenComplete((info, failure) -> {
                if (failure == null) {
                    put(
                            name,
                            content,
                            info.map(found -> WriteOptions.ifVersion(found.version()))
                                    .orElseGet(WriteOptions::ifAbsent));
                } else {
                    next(failure);
                }
            });
        } else {
            put(name, content, WriteOptions.any());
        }
    }

    private void put(String name, String content, WriteOptions options) {
        BlobSource bytes = BlobSource.of(content.getBytes(StandardCharsets.UTF_8));
        states.putAsync(name, bytes, options).whenComplete((info, failure) -> {
            if (failure == null) {
                environment.tally.count(Tally.Of.WRITES_ACKNOWLEDGED);
                environment.trace.note("%s: %s = '%s' is acknowledged", process.name, name, content);
                environment.checking(() -> ledger.acknowledged(name, content));
                next(null);
            } else if (Stages.unwrap(failure) instanceof OutcomeUnknownException unknown && !isOver()) {
                failed(failure);
                put(name, content, options.withMark(unknown.mark()));
            } else {
                next(failure);
            }
        });
    }

    private void remove() {
        String name = environment.chance.of(NAMES);
        int from = ledger.length(name);
        states.removeAsync(name, WriteOptions.any()).whenComplete((removed, failure) -> {
            if (failure == null && removed) {
                environment.tally.count(Tally.Of.REMOVALS);
                checking(() -> ledger.removed(name, from));
            }
            next(failure);
        });
    }

    private void read() {
        String name = environment.chance.of(NAMES);
        states.readAsync(name).whenComplete((content, failure) -> {
            if (failure == null) {
                checking(() -> ledger.read(leadership.epoch(), name, text(content)));
            }
            next(failure);
        });
    }

    private void count() {
        long before = ledger.highestValue();
        int countersLife = ledger.countersLife();
        CompletionStage<Long> next = leadership.counter("ids").nextAsync();
        next.whenComplete((value, failure) -> {
            if (failure == null) {
                environment.tally.count(Tally.Of.COUNTER_VALUES);
                if (countersLife == ledger.countersLife()) {
                    environment.checking(() -> ledger.counted(value, before));
                }
            }
            next(failure);
        });
    }

    /** Of a term that the service has forgotten nothing is promised but that its bytes stay. */
    private void checking(Runnable check) {
        if (life == ledger.life()) {
            environment.checking(check);
        }
    }

    private void failed(Throwable failure) {
        Throwable cause = Stages.unwrap(failure);
        environment.trace.note("%s: %s", process.name, cause);
        if (cause instanceof OutcomeUnknownException) {
            environment.tally.count(Tally.Of.UNKNOWN_OUTCOMES);
        } else if (cause instanceof StaleEpochException) {
            environment.tally.count(Tally.Of.FENCED_REFUSALS);
        } else if (cause instanceof DamagedStateException) {
            // No pointer ever names missing bytes, which the ledger holds; this one was replaced, and the second look
            // was as old.
            environment.tally.count(Tally.Of.FALSE_ALARMS);
        } else if (!(cause instanceof HaException)) {
            environment.violated(new Violation("an unexpected failure: " + cause));
        }
    }

    private static String text(Optional<byte[]> content) {
        return content.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(Ledger.ABSENT);
    }
}
