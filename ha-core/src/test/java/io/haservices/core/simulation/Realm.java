package io.haservices.core.simulation;

import static io.haservices.core.simulation.Violation.unless;

import io.haservices.HighAvailabilityOptions;
import io.haservices.LeaderInfo;
import io.haservices.Leadership;
import io.haservices.LivenessOptions;
import io.haservices.SteeringOptions;
import io.haservices.config.Configuration;
import io.haservices.spi.coordination.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One coordination service, the processes that use it, and what must hold among them. */
final class Realm {
    private final Universe universe;
    private final Environment environment;
    private final Ledger ledger;
    private final ControlLedger control;
    private final SimulatedService service;
    private final List<Member> members = new ArrayList<>();
    private final String liveness;
    private int begun;

    Realm(Universe universe, String name) {
        this.universe = universe;
        this.environment = universe.environment();
        this.control = new ControlLedger(environment);
        this.ledger = new Ledger(environment, universe::content, this::termBegins);
        this.service = new SimulatedService(environment, name, both());
        this.liveness = environment.chance.of(List.of("refused", "refused", "unreachable", "off"));
    }

    Ledger ledger() {
        return ledger;
    }

    private SimulatedService.Observer both() {
        return new SimulatedService.Observer() {
            @Override
            public void changed(Image before, Image after, List<Key> keys) {
                ledger.changed(before, after, keys);
                control.changed(before, after, keys);
            }

            @Override
            public void wiped() {
                ledger.wiped();
                control.wiped();
            }
        };
    }

    ControlLedger control() {
        return control;
    }

    SimulatedService service() {
        return service;
    }

    List<Member> members() {
        return members;
    }

    /** A process on this host, which may be the next one there. */
    void begin(int host) {
        String name = service.name + host + "." + ++begun;
        environment.trace.note("%s begins", name);
        SimulatedProcess process = new SimulatedProcess(environment, service.name + host, name);
        Member member = new Member(process, universe, service, this, settings(process.host));
        if (host < members.size()) {
            members.set(host, member);
        } else {
            members.add(member);
        }
        member.start();
        if (environment.operated) {
            member.whenFinished(() -> ended(host, member));
        }
    }

    /** As after the removal of its election: another one comes. */
    private void ended(int host, Member member) {
        environment.checking(member.contestant::checkAllRevoked);
        environment.after(environment.operators.millis(0, 2000), () -> {
            if (members.get(host) == member && !member.process.isDead() && !member.isStopping()) {
                member.process.die();
                begin(host);
            }
        });
    }

    private Configuration settings(String host) {
        Map<String, String> settings = new HashMap<>(Map.of(
                HighAvailabilityOptions.REQUEST_TIMEOUT.key(),
                SimulatedClient.REQUEST.toMillis() + " ms",
                HighAvailabilityOptions.TOLERATE_SUSPENDED_CONNECTIONS.key(),
                Boolean.toString(!environment.chance.oneIn(4)),
                HighAvailabilityOptions.REVOCATION_TIMEOUT.key(),
                "3 s",
                HighAvailabilityOptions.CLEANUP_DELAY.key(),
                "500 ms",
                HighAvailabilityOptions.CLEANUP_INTERVAL.key(),
                "1500 ms",
                LivenessOptions.POLICY.key(),
                liveness,
                LivenessOptions.UNREACHABLE_AFTER.key(),
                "1500 ms",
                LivenessOptions.ADVERTISED_ADDRESS.key(),
                host));
        if (environment.operated) {
            Chance operators = environment.operators;
            settings.put(SteeringOptions.PRIORITY.key(), Integer.toString(operators.below(3)));
            settings.put(SteeringOptions.PREEMPTION.key(), Boolean.toString(!operators.oneIn(4)));
            if (!operators.oneIn(5)) {
                settings.put(SteeringOptions.CANDIDATE_ID.key(), host);
            }
        }
        return Configuration.of(settings);
    }

    /** A term that did not begin on evidence begins only when nobody can believe any more to hold the one before. */
    private void termBegins(long term) {
        for (Member member : members) {
            member.contestant
                    .held()
                    .filter(held -> !ledger.isDeposed(held.epoch()))
                    .ifPresent(held -> {
                        unless(
                                member.process.isDead() || !held.isValid(),
                                "term %d begins while %s may hold epoch %d for another %s",
                                term,
                                member.process.name,
                                held.epoch(),
                                held.validFor());
                    });
        }
    }

    /** Holds at every moment. */
    void check() {
        int holders = 0;
        for (Member member : members) {
            if (!member.process.isDead()) {
                member.contestant.check();
                Optional<Leadership> held = member.contestant.held();
                if (held.isPresent()
                        && !ledger.isDeposed(held.get().epoch())
                        && held.get().isValid()) {
                    holders++;
                }
            }
        }
        unless(holders <= 1, "%d believe to lead", holders);
    }

    /** Whether there is a leader that has published, and everybody says so. */
    boolean agrees() {
        Optional<Member> leader = members.stream().filter(Member::leads).findFirst();
        return leader.isPresent()
                && members.stream()
                        .allMatch(member -> member.follower.hasSeenMoreThan(ledger)
                                || member.follower
                                        .told()
                                        .filter(LeaderInfo::ready)
                                        .filter(told -> told.epoch() == ledger.term())
                                        .filter(told -> told.epoch()
                                                == leader.get()
                                                        .contestant
                                                        .held()
                                                        .orElseThrow()
                                                        .epoch())
                                        .isPresent());
    }

    /** Who says what; for the text of a violation. */
    String opinions() {
        return members.stream()
                .map(member ->
                        member.process.name + (member.leads() ? " leads" : "") + " was told " + member.follower.told())
                .collect(java.util.stream.Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return service.name;
    }
}
