package io.haservices.core.simulation;

import io.haservices.Steering;
import io.haservices.Succession;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.HaException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.SteeringRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who moves leadership about, pauses and resumes, in some runs removes whole elections, and in others has the coordination
 * service lose all its data, once. Every second run has one, by chances of its own.
 */
final class Operator {
    /** Longer than a session, so that no term of before is valid any more; as long as a restoration takes at least. */
    private static final Duration RESTORATION = SimulatedService.TIMEOUT.plusSeconds(1);

    private static final Duration OFTEN = Duration.ofSeconds(1);

    private enum Kind {
        STEERS,
        REMOVES,
        WIPES
    }

    private record Asked(Member member, String what, CompletionStage<?> answer) {
        boolean isOpen() {
            return !member.process.isDead()
                    && !member.isFinished()
                    && !answer.toCompletableFuture().isDone();
        }
    }

    private final Universe universe;
    private final Environment environment;
    private final Chance chance;
    private final Kind kind;
    private final List<Asked> asked = new ArrayList<>();
    private boolean wiped;

    private boolean stopped;

    Operator(Universe universe) {
        this.universe = universe;
        this.environment = universe.environment();
        this.chance = environment.operators;
        this.kind = chance.of(List.of(Kind.STEERS, Kind.STEERS, Kind.STEERS, Kind.REMOVES, Kind.REMOVES, Kind.WIPES));
    }

    void act() {
        if (!environment.operated) {
            return;
        }
        Realm realm = chance.of(universe.realms());
        Member member = chance.of(realm.members());
        if (member.process.isDead() || member.isFinished() || member.isStopping()) {
            return;
        }
        switch (chance.below(12)) {
            case 0, 1 -> pause(realm, member);
            case 2 -> steer(member, "resume", steering -> steering.resumeAsync());
            case 3, 4, 5 -> transfer(realm, member);
            case 6 -> resign(realm, member);
            case 7, 8 -> disturb(realm);
            default -> {}
        }
    }

    private void disturb(Realm realm) {
        if (kind == Kind.REMOVES) {
            realm.members().stream().filter(Member::leads).findFirst().ifPresent(Member::remove);
        } else if (kind == Kind.WIPES && !wiped) {
            wiped = true;
            environment.tally.count(Tally.Of.SERVICES_WIPED);
            realm.service().wipe(RESTORATION.plus(chance.millis(0, 3000)));
            realm.members().forEach(member -> member.client.reset());
        }
    }

    private void pause(Realm realm, Member member) {
        Optional<Duration> limit = Optional.of(chance.millis(1, 9000)).filter(some -> chance.oneIn(2));
        steer(member, "pause", steering -> steering.pauseAsync("a test", limit));
        if (chance.oneIn(2)) {
            // What else would it be for.
            boolean death = chance.oneIn(2);
            environment.after(
                    chance.millis(0, 40),
                    () -> realm.members().stream()
                            .filter(Member::leads)
                            .findFirst()
                            .ifPresent(leader -> end(leader, death)));
        }
    }

    private void end(Member leader, boolean death) {
        if (death) {
            die(leader);
        } else {
            leader.process.act(leader::resign);
        }
    }

    /** Who dies after the end of the faults is replaced by nobody. */
    private void die(Member member) {
        if (!stopped) {
            member.process.die();
        }
    }

    private void transfer(Realm realm, Member member) {
        Member target = chance.of(realm.members());
        Optional<String> to = chance.of(
                List.of(Optional.empty(), Optional.of(target.process.host), Optional.of(target.contenderId())));
        Duration patience = chance.millis(0, 12_000);
        ask(realm, member, "transfer to " + to, to, true, steering -> steering.transferAsync(to, patience));
        if (chance.oneIn(4)) {
            environment.after(chance.millis(0, 40), () -> die(target));
        }
    }

    private void resign(Realm realm, Member member) {
        Duration patience = chance.millis(0, 12_000);
        ask(realm, member, "resign", Optional.empty(), false, steering -> steering.resignAsync(patience));
    }

    private void ask(
            Realm realm,
            Member member,
            String what,
            Optional<String> to,
            boolean transfer,
            Function<Steering, CompletionStage<Succession>> call) {
        steer(member, what, steering -> {
            CompletionStage<Succession> answer = call.apply(steering);
            String id = member.process.lastId();
            return answer.whenComplete((done, failure) -> environment.checking(() -> {
                Throwable cause = failure == null ? null : Stages.unwrap(failure);
                if (cause == null) {
                    realm.control().answered(id, done, to, transfer);
                } else if (!(cause instanceof OutcomeUnknownException)) {
                    realm.control().refused(id, cause);
                }
            }));
        });
    }

    private void steer(Member member, String what, Function<Steering, CompletionStage<?>> call) {
        member.process.act(() -> {
            environment.trace.note("%s asks: %s", member.process.name, what);
            CompletionStage<?> answer = call.apply(member.services.steering(Member.ELECTION));
            asked.add(new Asked(member, what, answer));
            answer.whenComplete((done, failure) -> count(member, what, failure));
        });
    }

    private void count(Member member, String what, @Nullable Throwable failure) {
        Throwable cause = failure == null ? null : Stages.unwrap(failure);
        environment.trace.note("%s asked: %s: %s", member.process.name, what, cause == null ? "done" : cause);
        if (cause == null) {
            environment.tally.count(Tally.Of.STEERING_CARRIED_OUT);
        } else if (cause instanceof SteeringRefusedException) {
            environment.tally.count(Tally.Of.STEERING_REFUSED);
        } else if (cause instanceof OutcomeUnknownException) {
            environment.tally.count(Tally.Of.STEERING_UNKNOWN);
        } else if (cause instanceof HaException) {
            environment.tally.count(Tally.Of.STEERING_WITHDRAWN);
        } else {
            environment.violated(new Violation("an unexpected failure: " + cause));
        }
    }

    /** Nothing more is asked for, and what is paused is resumed, also when the pause comes late. */
    void stop() {
        stopped = true;
        if (!environment.operated) {
            return;
        }
        chance.calmDown();
        for (Realm realm : universe.realms()) {
            if (realm.control().latest().pause().isThere()) {
                realm.members().stream()
                        .filter(member -> !member.process.isDead() && !member.isFinished() && !member.isStopping())
                        .findFirst()
                        .ifPresent(member -> steer(member, "resume", steering -> steering.resumeAsync()));
            }
        }
        environment.after(OFTEN, this::stop);
    }

    /** Whether everybody who lives and has asked for something was told what came of it. */
    boolean hasAllAnswers() {
        return asked.stream().noneMatch(Asked::isOpen);
    }

    String open() {
        return asked.stream()
                .filter(Asked::isOpen)
                .map(one -> one.member().process.name + ": " + one.what())
                .toList()
                .toString();
    }
}
