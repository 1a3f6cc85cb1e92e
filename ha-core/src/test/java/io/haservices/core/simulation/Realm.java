package io.haservices.core.simulation;

import static io.haservices.core.simulation.Violation.unless;

import io.haservices.HighAvailabilityOptions;
import io.haservices.LeaderInfo;
import io.haservices.Leadership;
import io.haservices.LivenessOptions;
import io.haservices.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One coordination service, the processes that use it, and what must hold among them. */
final class Realm {
    private final Universe universe;
    private final Environment environment;
    private final Ledger ledger;
    private final SimulatedService service;
    private final List<Member> members = new ArrayList<>();
    private final String liveness;
    private int begun;

    Realm(Universe universe, String name) {
        this.universe = universe;
        this.environment = universe.environment();
        this.ledger = new Ledger(environment, universe::content, this::termBegins);
        this.service = new SimulatedService(environment, name, ledger);
        this.liveness = environment.chance.of(List.of("refused", "refused", "unreachable", "off"));
    }

    Ledger ledger() {
        return ledger;
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
        Member member = new Member(process, universe, service, ledger, settings(process.host));
        if (host < members.size()) {
            members.set(host, member);
        } else {
            members.add(member);
        }
        member.start();
    }

    private Configuration settings(String host) {
        return Configuration.of(Map.of(
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
                        .allMatch(member -> member.follower
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
