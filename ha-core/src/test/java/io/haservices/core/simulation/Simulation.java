package io.haservices.core.simulation;

import static io.haservices.core.simulation.Violation.unless;

import io.haservices.check.CheckListener;
import io.haservices.check.CheckOptions;
import io.haservices.check.CheckReport;
import io.haservices.check.Finding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One run: processes stand for an election, follow it, write, remove, count and clean up, while all kinds of faults befall them; then
 * the faults stop, and all must be well within a bound. Everything comes from the seed.
 */
final class Simulation {
    private static final int FAULTS = 24;
    /** A session has to end, and a leader to be found, to recover and to be told: more than once, when somebody resigns. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Environment environment;
    private final Universe universe;
    private final Faults faults;
    private final Operator operator;

    Simulation(long seed) {
        this(seed, Sabotage.NONE, 400);
    }

    /** Keeps so many of the last events for the trace. */
    Simulation(long seed, Sabotage sabotage, int traceLimit) {
        this.environment = new Environment(seed, traceLimit);
        this.universe = new Universe(environment, sabotage);
        this.faults = new Faults(universe);
        this.operator = new Operator(universe);
    }

    String trace() {
        return environment.trace.text();
    }

    Tally tally() {
        return environment.tally;
    }

    /** Throws what was broken, if anything was. */
    void run() {
        boolean two = environment.chance.oneIn(3);
        begin("a", two ? 2 : 3 + environment.chance.below(2));
        for (int i = 0; i < FAULTS; i++) {
            if (two && i == FAULTS / 4) {
                // It finds blobs that are not its own, as after the service was exchanged.
                environment.tally.count(Tally.Of.RUNS_WITH_TWO_SERVICES);
                begin("b", 2);
            }
            faults.inject();
            operator.act();
            pass(environment.chance.millis(0, environment.chance.oneIn(4) ? 5000 : 1200));
        }
        faults.stop();
        operator.stop();
        await(
                () -> "the services are up",
                () -> universe.realms().stream()
                        .noneMatch(realm -> realm.service().isDown()));
        universe.realms()
                .forEach(realm -> await(() -> "a leader on which all agree; " + realm.opinions(), realm::agrees));
        await(() -> "an answer to " + operator.open(), operator::hasAllAnswers);
        universe.realms()
                .forEach(realm -> await(
                        () -> realm + " without a reservation",
                        () -> !realm.control().latest().reservation().isThere()));
        pass(Duration.ofSeconds(4));
        universe.realms().forEach(this::checkStorage);
        universe.members().forEach(Member::stop);
        await(() -> "everything stopped", () -> universe.members().allMatch(Member::isFinished));
        universe.members().forEach(member -> member.contestant.checkAllRevoked());
        environment.throwIfViolated();
    }

    private void begin(String name, int processes) {
        Realm realm = new Realm(universe, name);
        universe.add(realm);
        for (int host = 0; host < processes; host++) {
            realm.begin(host);
        }
    }

    /** The leader writes on, and cleans up what comes late, too: soon nothing is missing and nothing left over. */
    private void checkStorage(Realm realm) {
        long end = environment.time.nanoTime() + BOUND.toNanos();
        List<Finding> findings = findings(realm);
        while (!findings.isEmpty()) {
            unless(environment.time.nanoTime() < end, "in the storage of %s: %s", realm, findings);
            pass(Duration.ofSeconds(1));
            findings = findings(realm);
        }
    }

    private List<Finding> findings(Realm realm) {
        await(() -> "a leader in " + realm, () -> realm.members().stream().anyMatch(Member::leads));
        CompletableFuture<CheckReport> answer = realm.members().stream()
                .filter(Member::leads)
                .findFirst()
                .orElseThrow()
                .services
                .checkAsync(Member.ELECTION, CheckOptions.look(), CheckListener.NONE)
                .toCompletableFuture();
        await(() -> "the storage looked through", answer::isDone);
        return answer.join().findings();
    }

    private void pass(Duration duration) {
        boolean[] over = {false};
        environment.after(duration, () -> over[0] = true);
        while (!over[0]) {
            step();
        }
    }

    private void await(Supplier<String> what, BooleanSupplier condition) {
        long end = environment.time.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (environment.time.nanoTime() >= end) {
                throw new Violation("not within " + BOUND.toSeconds() + " s: " + what.get());
            }
            step();
        }
    }

    private void step() {
        environment.time.step();
        environment.throwIfViolated();
        universe.realms().forEach(Realm::check);
    }
}
