package io.haservices.core.simulation;

import io.haservices.Fence;
import io.haservices.StateStore;
import io.haservices.WriteOptions;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.HaException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.spi.storage.BlobSource;
import java.nio.charset.StandardCharsets;

/** Somebody who does not lead and now and then writes or removes a state, in whatever term is current (SS-03). */
final class Outsider {
    private final Member member;
    private final Environment environment;
    private final Ledger ledger;
    private final StateStore states;
    private int writes;

    Outsider(Member member, Ledger ledger) {
        this.member = member;
        this.environment = member.process.environment;
        this.ledger = ledger;
        this.states = member.services.stateStore(Member.ELECTION, "jobs", Fence.currentTerm());
    }

    void begin() {
        member.process.later(environment.chance.millis(500, 6000), () -> {
            act();
            begin();
        });
    }

    private void act() {
        String name = environment.chance.of(Reign.NAMES);
        if (environment.chance.oneIn(4)) {
            remove(name);
        } else {
            put(name, member.process.name + ".out." + ++writes, WriteOptions.any());
        }
    }

    private void put(String name, String content, WriteOptions options) {
        BlobSource bytes = BlobSource.of(content.getBytes(StandardCharsets.UTF_8));
        states.putAsync(name, bytes, options).whenComplete((info, failure) -> {
            if (failure == null) {
                environment.tally.count(Tally.Of.WRITES_FROM_OUTSIDE);
                environment.trace.note("%s: %s = '%s' is acknowledged", member.process.name, name, content);
                environment.checking(() -> ledger.acknowledged(name, content));
            } else if (Stages.unwrap(failure) instanceof OutcomeUnknownException unknown) {
                put(name, content, options.withMark(unknown.mark()));
            } else {
                failed(failure);
            }
        });
    }

    private void remove(String name) {
        int from = ledger.length(name);
        states.removeAsync(name, WriteOptions.any()).whenComplete((removed, failure) -> {
            if (failure != null) {
                failed(failure);
            } else if (removed) {
                environment.checking(() -> ledger.removed(name, from));
            }
        });
    }

    private void failed(Throwable failure) {
        Throwable cause = Stages.unwrap(failure);
        environment.trace.note("%s, from outside: %s", member.process.name, cause);
        if (!(cause instanceof HaException)) {
            environment.violated(new Violation("an unexpected failure: " + cause));
        }
    }
}
