package io.haservices.core.simulation;

import io.haservices.core.simulation.Wire.Direction;
import io.haservices.core.simulation.Wire.State;
import java.time.Duration;
import java.util.List;

/** What goes wrong: something in a while, for a while, each of its own accord. */
final class Faults {
    private final Universe universe;
    private final Environment environment;
    private final Chance chance;

    Faults(Universe universe) {
        this.universe = universe;
        this.environment = universe.environment();
        this.chance = environment.chance;
    }

    void inject() {
        Realm realm = chance.of(universe.realms());
        int host = chance.below(realm.members().size());
        Member member = realm.members().get(host);
        // A leader is worth more trouble than those who stand by.
        for (int i = 0; i < realm.members().size(); i++) {
            if (realm.members().get(i).leads() && chance.oneIn(2)) {
                host = i;
                member = realm.members().get(i);
            }
        }
        if (member.process.isDead()) {
            begin(realm, host);
        } else {
            inject(realm, host, member);
        }
    }

    private void inject(Realm realm, int host, Member member) {
        switch (chance.below(22)) {
            case 0, 1 -> {
                environment.trace.note("the connection of %s is reset", member.process.name);
                member.client.reset();
            }
            case 2 -> wire(member, List.of(Direction.TO_SERVICE), State.STALLED);
            case 3 -> wire(member, List.of(Direction.TO_CLIENT), State.STALLED);
            case 4 -> wire(member, List.of(Direction.TO_SERVICE), State.CUT);
            case 5 -> wire(member, List.of(Direction.TO_CLIENT), State.CUT);
            case 6, 7 -> wire(member, List.of(Direction.TO_SERVICE, Direction.TO_CLIENT), State.CUT);
            case 8, 9 -> member.resign();
            case 10, 11 -> {
                member.process.pause();
                environment.after(chance.millis(1, 12_000), member.process::resume);
            }
            case 12, 13 -> member.process.die();
            case 14 -> {
                realm.service().hang();
                if (chance.oneIn(2)) {
                    environment.trace.note("all connections to it are reset");
                    realm.members().forEach(other -> other.client.reset());
                }
                environment.after(chance.millis(10, 9000), realm.service()::goOn);
            }
            case 15 -> {
                environment.trace.note("the storage is unreachable");
                universe.blobs().setDown(true);
                environment.after(
                        chance.millis(10, 5000), () -> universe.blobs().setDown(false));
            }
            case 16 -> {
                environment.trace.note("connections to %s are refused", member.process.host);
                universe.network().reject(member.process.host);
                healLater(member.process.host);
            }
            case 17 -> {
                environment.trace.note("%s is cut off from the others", member.process.host);
                universe.network().cutOff(member.process.host);
                healLater(member.process.host);
            }
            case 18, 19 -> clock(member.process);
            case 20 -> universe.network().failListener(member.process);
            default -> {
                environment.trace.note("%s is stopped in an orderly way", member.process.name);
                member.stop();
                environment.after(chance.millis(0, 5000), () -> replace(realm, host, member));
            }
        }
    }

    private void replace(Realm realm, int host, Member member) {
        // Unless it died, or was replaced, before that was due.
        if (realm.members().get(host) == member && !member.process.isDead()) {
            member.process.die();
            begin(realm, host);
        }
    }

    private void begin(Realm realm, int host) {
        realm.begin(host);
        environment.tally.count(Tally.Of.RESTARTS);
    }

    private void wire(Member member, List<Direction> directions, State state) {
        environment.trace.note("%s: %s is %s", member.process.name, directions, state);
        directions.forEach(direction -> member.client.wire.set(direction, state));
        environment.after(chance.millis(50, 9000), member.client.wire::heal);
    }

    private void healLater(String host) {
        environment.after(chance.millis(50, 6000), () -> universe.network().heal(host));
    }

    /** Within what the margin of the deadline is for: 80 ms in the four seconds of a session. */
    private void clock(SimulatedProcess process) {
        process.setWallClock(Duration.ofMinutes(chance.below(100_000) - 50_000L));
        process.clock.rate(1 + (chance.below(11) - 5) / 1000.0);
        if (chance.oneIn(3)) {
            process.clock.jump(Duration.ofMillis(chance.below(31) - 10L));
        }
    }

    /** Everything is well again, and everybody is there. */
    void stop() {
        environment.trace.note("faults stop");
        chance.calmDown();
        universe.blobs().setDown(false);
        for (Realm realm : universe.realms()) {
            realm.service().goOn();
            for (int host = 0; host < realm.members().size(); host++) {
                Member member = realm.members().get(host);
                universe.network().heal(member.process.host);
                member.client.wire.heal();
                member.process.resume();
                if (member.process.isDead()) {
                    begin(realm, host);
                } else if (member.isStopping()) {
                    replace(realm, host, member);
                }
            }
        }
    }
}
