package io.haservices.core.service;

import io.haservices.Leadership;
import io.haservices.Steering;
import io.haservices.check.CheckListener;
import io.haservices.check.CheckOptions;
import io.haservices.check.CheckReport;
import io.haservices.core.election.SessionElection;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.testkit.memory.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Three processes that write a growing number into one state whenever they lead, while connections are cut, held, slowed and
 * lose answers; then the faults stop and a leader must emerge. The promises are checked at every grant, write and end.
 */
final class FaultyRun {
    private static final int FAULTS = 30;

    private final World world;
    private final Random random;
    private final List<String> trace = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private boolean steered;
    private long highestEpoch;
    private long highestAcknowledged;
    int grants;
    int acknowledged;
    int unknown;
    int refused;
    int moved;

    FaultyRun(long seed) {
        this.world = new World(seed);
        this.random = new Random(seed);
    }

    /** The control: processes that trust a session until they are told that it is lost. */
    FaultyRun withoutDeadline() {
        world.view = Trusting::of;
        return this;
    }

    /** With candidates of several priorities, and somebody who moves leadership about and pauses. */
    FaultyRun steered() {
        steered = true;
        return this;
    }

    String trace() {
        return String.join("\n", trace);
    }

    void run() {
        world.service.latency(() -> Duration.ofMillis(random.nextInt(20)));
        for (int i = 0; i < 3; i++) {
            Member process =
                    steered ? world.process("high-availability.priority", "" + random.nextInt(2)) : world.process();
            process.onGrant = leadership -> granted(process, leadership);
            process.start();
        }
        for (int fault = 0; fault < FAULTS; fault++) {
            inject();
            if (steered) {
                steer();
            }
            pass(random.nextInt(6000));
        }
        note("faults stop");
        world.processes.forEach(process -> process.client.link().heal());
        world.await("a leader after the faults", () -> world.processes.stream().anyMatch(Member::leads));
        pass(20_000);
        checkStorage();
        world.processes.forEach(process -> ((SessionElection) process.election).beginClose());
        world.await(
                "everything closed",
                () -> world.processes.stream()
                        .allMatch(process -> process.granted.size() == process.revoked.size()
                                && process.election.leadership().isEmpty()));
        for (Member process : world.processes) {
            check(
                    process.granted.equals(process.revoked),
                    "grants and revocations differ at " + process.election.contenderId());
            check(process.errors.isEmpty(), "errors: " + process.errors);
        }
    }

    /** While the leader writes on, and its cleaner has been at work in every term. */
    private void checkStorage() {
        CheckReport report =
                world.of(world.processes.get(0).services.checkAsync("main", CheckOptions.look(), CheckListener.NONE));
        check(report.findings().isEmpty() && report.otherOrigins().isEmpty(), "in the storage: " + report);
    }

    private void inject() {
        int number = random.nextInt(world.processes.size());
        Link link = world.processes.get(number).client.link();
        String[] names = {
            "cut", "heal", "heal", "lose answer", "lose request", "hold answers", "hold requests", "resign"
        };
        int fault = random.nextInt(names.length);
        note(names[fault] + " of " + number);
        switch (fault) {
            case 0 -> link.cut();
            case 1, 2 -> link.heal();
            case 3 -> link.loseNextAnswer();
            case 4 -> link.loseNextRequest();
            case 5 -> link.holdAnswers();
            case 6 -> link.holdRequests();
            default -> world.processes.get(number).election.leadership().ifPresent(Leadership::resign);
        }
    }

    /** Whatever comes of it. */
    private void steer() {
        Steering steering = world.processes.get(random.nextInt(3)).services.steering("main");
        Optional<String> to = Optional.of(
                        world.processes.get(random.nextInt(3)).election.contenderId())
                .filter(id -> random.nextBoolean());
        Duration patience = Duration.ofMillis(random.nextInt(20_000));
        int wish = random.nextInt(6);
        note("steering " + wish + " to " + to);
        CompletionStage<?> answer = switch (wish) {
            case 0, 1, 2 -> steering.transferAsync(to, patience);
            case 3 -> steering.resignAsync(patience);
            case 4 -> steering.pauseAsync("test", Optional.of(patience.plusMillis(1)));
            default -> steering.resumeAsync();
        };
        answer.whenComplete((done, failure) -> {
            note(failure == null ? "steered: " + done : "not steered: " + failure.getMessage());
            if (failure == null) {
                moved++;
            }
        });
    }

    private void pass(int millis) {
        long end = world.time.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (world.time.nanoTime() < end) {
            world.pass(Duration.ofMillis(Math.min(250, millis)));
            checkHolders();
        }
    }

    /** Nobody believes to lead while another does, but for the moment in which a refusal is on its way. */
    private void checkHolders() {
        long holders = world.processes.stream()
                .flatMap(process -> process.granted.stream())
                .filter(Leadership::isValid)
                .count();
        check(holders <= 1, holders + " believe to lead");
    }

    private void granted(Member process, Leadership leadership) {
        grants++;
        note("granted epoch " + leadership.epoch() + " to " + process.election.contenderId());
        check(leadership.epoch() > highestEpoch, "epoch " + leadership.epoch() + " after " + highestEpoch);
        highestEpoch = leadership.epoch();
        for (Member other : world.processes) {
            for (Leadership former : other.granted) {
                check(
                        former == leadership || !former.isValid(),
                        "epoch " + leadership.epoch() + " began while " + former.epoch() + " was valid for "
                                + former.validFor());
            }
        }
        leadership.stateStore("jobs").readAsync("number").whenComplete((content, failure) -> {
            check(
                    !(Stages.unwrap(failure == null ? new AssertionError() : failure) instanceof DamagedStateException),
                    "damaged: " + failure);
            if (failure == null) {
                long recovered = content.map(
                                bytes -> Long.parseLong(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)))
                        .orElse(0L);
                // Another term may have begun since, and have acknowledged more: only the current one must have seen
                // all.
                check(
                        leadership.epoch() < highestEpoch || recovered >= highestAcknowledged,
                        "epoch " + leadership.epoch() + " recovered " + recovered + " after " + highestAcknowledged
                                + " was acknowledged");
                write(process, leadership, recovered + 1);
            }
        });
    }

    private void write(Member process, Leadership leadership, long number) {
        if (leadership.ended().isPresent()) {
            return;
        }
        process.put(leadership, "number", Long.toString(number)).whenComplete((info, failure) -> {
            if (failure == null) {
                acknowledged++;
                check(
                        leadership.epoch() == highestEpoch || number <= highestAcknowledged,
                        "number " + number + " of epoch " + leadership.epoch() + " accepted in epoch " + highestEpoch);
                highestAcknowledged = Math.max(highestAcknowledged, number);
                world.time.schedule(Duration.ofMillis(200), () -> write(process, leadership, number + 1));
            } else {
                count(failure);
                world.time.schedule(Duration.ofMillis(500), () -> write(process, leadership, number));
            }
        });
    }

    private void count(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof OutcomeUnknownException) {
            unknown++;
        } else {
            refused++;
        }
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            note("BROKEN: " + what);
            broken.add(what);
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(broken.get(0));
        }
    }

    private void note(String what) {
        trace.add(String.format("%9.3f s  %s", world.time.nanoTime() / 1e9, what));
    }
}
