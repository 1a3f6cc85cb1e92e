package io.haservices.core.simulation;

import io.haservices.LeaderElection;
import io.haservices.LeaderRetrieval;
import io.haservices.config.Configuration;
import io.haservices.core.election.SessionElection;
import io.haservices.core.service.CoreServices;

/** One process with its services: a contender and a follower of the one election. */
final class Member {
    static final String CLUSTER = "cluster";
    static final String ELECTION = "main";

    final SimulatedProcess process;
    final SimulatedClient client;
    final CoreServices services;
    final Contestant contestant;
    final Follower follower;
    private final Outsider outsider;
    private final LeaderElection election;
    private final LeaderRetrieval retrieval;
    private boolean stopping;
    private boolean finished;

    Member(SimulatedProcess process, Universe universe, SimulatedService service, Realm realm, Configuration settings) {
        this.process = process;
        this.client = new SimulatedClient(process, service);
        this.services = new CoreServices(
                settings,
                CLUSTER,
                universe.sabotage().of(client, process),
                () -> universe.sabotage().of(new SimulatedClient(process, service), process),
                new SimulatedStorage(process, universe.blobs()),
                process.runtime(universe.network().of(process)),
                () -> {});
        this.contestant = new Contestant(process, realm);
        this.follower = new Follower(process);
        this.outsider = new Outsider(this, realm.ledger());
        this.election = services.leaderElection(ELECTION);
        this.retrieval = services.leaderRetrieval(ELECTION);
    }

    void start() {
        election.start(contestant);
        retrieval.start(follower);
        outsider.begin();
    }

    boolean leads() {
        return contestant.held().filter(held -> held.ended().isEmpty()).isPresent();
    }

    void resign() {
        contestant.held().ifPresent(held -> held.resign());
    }

    String contenderId() {
        return election.contenderId();
    }

    /** Removes the election that it leads. */
    void remove() {
        process.act(() -> {
            if (!leads() || election.leadership().isEmpty()) {
                return;
            }
            process.environment.trace.note("%s removes the election", process.name);
            ((SessionElection) election).beginCloseAndCleanup().whenComplete((done, failure) -> {
                process.environment.trace.note("%s: removed: %s", process.name, failure == null ? "done" : failure);
                if (failure == null) {
                    process.environment.tally.count(Tally.Of.ELECTIONS_REMOVED);
                }
            });
        });
    }

    /** It stands no more: it was stopped, or its election was removed. */
    void whenFinished(Runnable then) {
        ((SessionElection) election).whenFinished().thenRun(() -> {
            if (!stopping && !process.isDead()) {
                finished = true;
                retrieval.close();
                client.close();
                then.run();
            }
        });
    }

    /** An orderly end, without the waiting of {@link CoreServices#close}, for which there is no second thread here. */
    void stop() {
        stopping = true;
        SessionElection standing = (SessionElection) election;
        standing.whenFinished().thenRun(() -> {
            finished = true;
            retrieval.close();
            client.close();
        });
        standing.beginClose();
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isFinished() {
        return finished;
    }
}
