package io.haservices.core.election;

import io.haservices.EndReason;
import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.Leadership;
import io.haservices.LivenessWitness;
import io.haservices.SteeringOptions;
import io.haservices.core.cleanup.BackgroundCleaning;
import io.haservices.core.liveness.Evidence;
import io.haservices.core.liveness.Liveness;
import io.haservices.core.records.CandidateRecord;
import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.DeposedRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.LivenessRecord;
import io.haservices.core.records.Records;
import io.haservices.core.records.UnreadableRecordException;
import io.haservices.core.runtime.Stages;
import io.haservices.core.state.LeaderPublication;
import io.haservices.errors.HaException;
import io.haservices.errors.LeadershipLostException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the {@link ElectionMachine} decides. Everything but the contender's callbacks happens on the loop. */
public final class SessionElection implements LeaderElection {
    private static final Logger LOG = LoggerFactory.getLogger(SessionElection.class);
    private static final int MOST_TRIES = 10;
    private static final Duration RETRY = Duration.ofMillis(500);

    /** So long the end of a very short term may be told before this process is gone. */
    private static final Duration TELLING = Duration.ofSeconds(1);

    private final ElectionContext context;
    private final Optional<LivenessWitness> witness;
    private final String contenderId;
    private final ElectionMachine machine;
    private final TermTransactions transactions;
    private final History history;
    private final PauseLimit pauseLimit;
    private final Acceptance acceptance;
    private final Reservations reservations;
    private final Handover handover;
    private final Liveness.Follower follower;
    private final Runnable endpointFailed = this::endpointFailed;
    private final Executor callbacks;
    private final Executor endings;
    private final Duration closeLimit;
    private final List<Registration> registrations = new ArrayList<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final CompletableFuture<Void> removal = new CompletableFuture<>();
    private volatile @Nullable TermLeadership leadership;
    private volatile String lastWarning = "";
    private volatile boolean sessionEnds;
    private String heldTerm = "";
    private @Nullable Bid lastBid;
    private Optional<LeaderPublication.Known> wonEntry = Optional.empty();
    private @Nullable LeaderContender contender;

    /** For one contender in one election; does nothing before {@link #start}. {@code witness} has to be dead as well before we count as it. */
    public SessionElection(ElectionContext context, Optional<LivenessWitness> witness) {
        this.context = context;
        this.witness = witness;
        this.contenderId = context.runtime().ids().get();
        Settings settings = Settings.of(contenderId, context.configuration());
        this.machine = new ElectionMachine(settings, this::fresh);
        this.transactions = new TermTransactions(context, settings);
        this.history = new History(context, contenderId);
        ControlEntry control = new ControlEntry(context);
        this.pauseLimit = new PauseLimit(context, control);
        this.acceptance = new Acceptance(context, control, contenderId, this::standsReady);
        this.reservations = new Reservations(control, context.standing());
        this.handover = new Handover(context, settings, control, this::end);
        this.follower = context.liveness().follower(this::dead);
        this.callbacks = context.runtime().callbacks().apply(context.layout().election());
        this.endings = context.runtime().callbacks().apply(context.layout().election() + "-ended");
        this.closeLimit = settings.revocationTimeout().plus(context.requestTimeout());
    }

    @Override
    public String election() {
        return context.layout().election();
    }

    @Override
    public String contenderId() {
        return contenderId;
    }

    @Override
    public Optional<Leadership> leadership() {
        TermLeadership current = leadership;
        return current == null || current.ended().isPresent() ? Optional.empty() : Optional.of(current);
    }

    @Override
    public synchronized void start(LeaderContender newContender) {
        if (contender != null || finished.isDone()) {
            throw new IllegalStateException(
                    "election '" + election() + "' was started before or is closed; each is started once");
        }
        contender = newContender;
        context.runtime().loop().execute(this::begin);
    }

    private void begin() {
        if (finished.isDone()) {
            // Closed in the same moment: what would stand now would be taken away by nobody.
            return;
        }
        Coordination coordination = context.coordination();
        context.liveness().onEndpointFailure(endpointFailed);
        context.candidates()
                .stand(new CandidateRecord(
                        context.layout().scope().segment(),
                        contenderId,
                        context.configuration().get(SteeringOptions.PRIORITY)));
        step(new Event.Started());
        registrations.add(coordination.onSession(
                session -> context.runtime().loop().execute(() -> step(new Event.SessionChanged()))));
        registrations.add(coordination.watch(
                Prefix.at(context.layout().leader()),
                entries -> context.runtime().loop().execute(() -> step(new Event.LeaderChanged(leaderIn(entries))))));
        registrations.add(coordination.watch(
                Prefix.at(context.layout().control()),
                entries -> context.runtime()
                        .loop()
                        .execute(() -> entries.stream().findFirst().ifPresent(this::controlTold))));
        if (finished.isDone()) {
            closeRegistrations();
        }
    }

    private void controlTold(Entry entry) {
        if (finished.isDone()) {
            return;
        }
        try {
            Seen<ControlRecord> control =
                    new Seen<>(Records.decode(entry, ControlRecord.class), entry.version(), Optional.empty());
            pauseLimit.told(control.content());
            acceptance.told(control);
            handover.told(control);
        } catch (UnreadableRecordException e) {
            warnOnce(String.valueOf(e.getMessage()));
        }
        step(new Event.ControlChanged(entry.version()));
    }

    private boolean standsReady() {
        return machine.standsReady(
                context.runtime().clock().nanoTime(), context.coordination().session());
    }

    private static Optional<Seen<LeaderRecord>> leaderIn(List<Entry> entries) {
        return leader(entries.stream().findFirst());
    }

    /** A leader entry that cannot be read still says that somebody else leads. */
    private static Optional<Seen<LeaderRecord>> leader(Optional<Entry> entry) {
        try {
            return Seen.in(entry, LeaderRecord.class);
        } catch (UnreadableRecordException e) {
            LOG.warn("{}", e.getMessage());
            return entry.map(found -> new Seen<>(
                    LeaderRecord.begun("", 0, LivenessRecord.NONE, DeposedRecord.NONE),
                    found.version(),
                    found.session()));
        }
    }

    private void step(Event event) {
        ElectionMachine.Phase before = machine.phase();
        List<Action> actions = machine.step(
                context.runtime().clock().nanoTime(), context.coordination().session(), event);
        if (LOG.isDebugEnabled() && (before != machine.phase() || !actions.isEmpty())) {
            LOG.debug("{} {}: {} -> {} {}", election(), contenderId, event, machine.phase(), actions);
        }
        actions.forEach(this::carryOut);
    }

    private void later(Event event) {
        context.runtime().loop().execute(() -> step(event));
    }

    private void endpointFailed() {
        step(new Event.EndpointFailed());
    }

    private void dead(LivenessRecord term, Evidence evidence) {
        LOG.warn("election '{}': the leading process at {} is dead: {}", election(), term.addresses(), evidence);
        step(new Event.Dead(term, evidence));
    }

    private void carryOut(Action action) {
        if (action instanceof Action.Look look) {
            look(look.look());
        } else if (action instanceof Action.SendBid bid) {
            send(bid.bid());
        } else if (action instanceof Action.Follow follow) {
            follower.follow(follow.term());
            transactions.rehearse();
        } else if (action instanceof Action.CheckReservation check) {
            reservations.check(check.control(), check.overdue());
        } else if (action instanceof Action.Distrust distrust) {
            distrust(distrust.epoch(), MOST_TRIES);
        } else if (action instanceof Action.Release release) {
            transactions
                    .release(release.leaderVersion(), release.epochVersion(), note(release))
                    .thenAccept(answer -> later(new Event.ReleaseAnswered(answer)));
        } else if (action instanceof Action.After after) {
            context.runtime().loop().schedule(after.delay(), () -> step(after.event()));
        } else if (action instanceof Action.Prepare) {
            new ScopePreparation(context.layout(), context.coordination(), context.storage(), context.runtime())
                    .prepare()
                    .whenComplete((done, failure) -> prepared(failure));
        } else if (action instanceof Action.FinishRemoval) {
            new ScopeRemoval(context).finish().whenComplete((done, failure) -> prepared(failure));
        } else if (action instanceof Action.Grant grant) {
            grant(grant.term());
        } else if (action instanceof Action.Revoke revoke) {
            revoke(revoke.reason());
        } else if (action instanceof Action.Remove remove) {
            new ScopeRemoval(context).remove(remove.term()).whenComplete((done, failure) -> removed(failure));
        } else if (action instanceof Action.Left) {
            left.complete(null);
        } else if (action instanceof Action.Fail fail) {
            fail(fail.error());
        } else {
            finish();
        }
    }

    /** Held before it is won: who sees the entry asks at once. An earlier term of ours has been released or can be by nobody any more. */
    private void send(Bid bid) {
        drop(heldTerm);
        heldTerm = bid.mark();
        context.liveness().hold(heldTerm);
        witness.ifPresent(outside -> outside.hold(bid.mark()));
        lastBid = bid;
        // Thousands of bids are not to wait for the records of those that were won already.
        context.records().hold();
        transactions
                .win(bid)
                .whenComplete((answer, failure) -> context.records().release())
                .thenAccept(answer -> context.runtime().loop().execute(() -> answered(bid, answer)));
    }

    private void answered(Bid bid, Commit answer) {
        wonEntry = transactions.leader(bid, answer);
        step(new Event.BidAnswered(bid, answer, transactions.epochVersion(answer)));
    }

    /** Why the term ended, for the history. */
    private Optional<Operation> note(Action.Release release) {
        TermLeadership last = leadership;
        return last == null
                ? Optional.empty()
                : last.ended()
                        .flatMap(reason -> history.ending(
                                last.epoch(),
                                release.epochVersion(),
                                reason,
                                detail(last, reason),
                                release.remembered()));
    }

    private String detail(TermLeadership last, EndReason reason) {
        boolean late = reason == EndReason.DEADLINE || reason == EndReason.SESSION_LOST;
        Optional<String> pause = late
                ? context.pauses()
                        .longestWithin(context.coordination().session().timeout())
                        .map(length -> "after a pause of " + length.toMillis() + " ms")
                : Optional.empty();
        return Stream.concat(pause.stream(), Stream.of(last.remark()).filter(text -> !text.isEmpty()))
                .collect(Collectors.joining("; "));
    }

    private void drop(String term) {
        context.liveness().drop(term);
        witness.filter(outside -> !term.isEmpty()).ifPresent(outside -> outside.drop(term));
    }

    private void distrust(long epoch, int tries) {
        LOG.warn(
                "election '{}': another process took epoch {} for dead; evidence does not count for a while",
                election(),
                epoch);
        transactions.distrust(epoch).whenComplete((settled, failure) -> {
            if ((failure != null || !settled) && tries > 1) {
                context.runtime().loop().schedule(RETRY, () -> distrust(epoch, tries - 1));
            }
        });
    }

    /** The leader entry first: an epoch read after it that is the same says that the entry was of the current term. */
    private void look(long look) {
        Coordination coordination = context.coordination();
        coordination
                .get(context.layout().leader())
                .thenCombine(
                        coordination.get(context.layout().control()),
                        (leader, control) ->
                                new View(leader(leader), Optional.empty(), Seen.in(control, ControlRecord.class)))
                .thenCompose(view -> coordination
                        .get(context.layout().epoch())
                        .thenApply(epoch -> new View(view.leader(), Seen.in(epoch, EpochRecord.class), view.control())))
                .whenComplete((view, failure) -> {
                    if (failure == null) {
                        context.runtime().loop().execute(() -> step(new Event.Looked(look, view, fresh())));
                    } else {
                        HaException cause = Stages.asHaException(failure);
                        warnOnce("looking failed, trying again: " + cause.getMessage());
                        later(new Event.LookFailed(look, cause));
                    }
                });
    }

    private Fresh fresh() {
        return new Fresh(context.runtime().ids().get(), context.liveness().addresses(witness));
    }

    private void prepared(@Nullable Throwable failure) {
        Optional<HaException> cause = Optional.ofNullable(failure).map(Stages::asHaException);
        cause.ifPresent(e -> warnOnce("preparing failed, trying again: " + e.getMessage()));
        later(new Event.Prepared(cause));
    }

    /** What fails in the same way again and again is said once. */
    private void warnOnce(String what) {
        if (!what.equals(lastWarning)) {
            lastWarning = what;
            LOG.warn("election '{}': {}", election(), what);
        }
    }

    private void grant(Term term) {
        lastWarning = "";
        Optional<LeaderPublication.Known> entry =
                wonEntry.filter(known -> known.record().epoch() == term.epoch());
        TermLeadership granted = new TermLeadership(context, contenderId, term, entry, this::end, endings);
        leadership = granted;
        BackgroundCleaning cleaning = new BackgroundCleaning(
                context.layout(),
                context.configuration(),
                context.coordination(),
                context.storage(),
                context.runtime(),
                context.cleaning(),
                granted::isValid);
        granted.whenEnded().thenRun(cleaning::end);
        handover.begin(term);
        LOG.info("election '{}': leading with epoch {}", election(), term.epoch());
        callbacks.execute(() -> {
            try {
                contenderNow().onGranted(granted);
                cleaning.begin();
            } catch (RuntimeException | Error e) {
                LOG.error("election '{}': onGranted failed, giving epoch {} up", election(), term.epoch(), e);
                granted.end(EndReason.GRANT_FAILED);
            }
        });
        Bid bid = lastBid;
        history.begun(term, bid != null && bid.epoch() == term.epoch() ? bid.deposed() : DeposedRecord.NONE);
    }

    private void end(long epoch, EndReason reason) {
        later(new Event.EndTerm(epoch, reason));
    }

    private void revoke(EndReason reason) {
        TermLeadership ending = java.util.Objects.requireNonNull(leadership);
        ending.markEnded(reason);
        handover.end();
        LOG.info("election '{}': epoch {} ended: {}", election(), ending.epoch(), reason);
        if (reason == EndReason.DEADLINE || reason == EndReason.SESSION_LOST || reason == EndReason.SUSPENDED) {
            history.explain(ending.epoch(), reason, () -> detail(ending, reason));
        }
        callbacks.execute(() -> {
            try {
                contenderNow().onRevoked(ending);
            } catch (RuntimeException | Error e) {
                LOG.error("election '{}': onRevoked failed", election(), e);
            }
            later(new Event.RevocationDone(ending.epoch()));
        });
        ending.tellEnded(reason);
    }

    private void removed(@Nullable Throwable failure) {
        if (failure == null) {
            removal.complete(null);
        } else {
            removal.completeExceptionally(Stages.asHaException(failure));
        }
        later(new Event.RemovalDone());
    }

    private void fail(HaException error) {
        callbacks.execute(() -> {
            try {
                contenderNow().onError(error);
            } catch (RuntimeException | Error e) {
                LOG.error("election '{}': onError failed", election(), e);
            }
        });
    }

    private void finish() {
        closeRegistrations();
        pauseLimit.close();
        acceptance.close();
        handover.end();
        context.liveness().forget(endpointFailed);
        drop(heldTerm);
        if (!sessionEnds) {
            context.candidates().leave(contenderId);
        }
        removal.completeExceptionally(new LeadershipLostException("election '" + election() + "' is closed"));
        left.complete(null);
        tellFirst(history.told().toCompletableFuture());
    }

    /** The end of a very short term, for which this process may be the only one that knows. */
    private void tellFirst(CompletableFuture<?> told) {
        if (told.isDone()) {
            finished.complete(null);
            return;
        }
        context.runtime().loop().schedule(TELLING, () -> finished.complete(null));
        CompletableFuture<Void> unused = told.thenRun(() -> finished.complete(null));
    }

    private void closeRegistrations() {
        registrations.forEach(Registration::close);
        registrations.clear();
    }

    private synchronized LeaderContender contenderNow() {
        return java.util.Objects.requireNonNull(contender);
    }

    /** Completes when everything of this election has ended. */
    public CompletionStage<Void> whenFinished() {
        return finished.copy();
    }

    /**
     * Stands no more, but releases nothing: for who is about to end the session. Completes when that may be; {@link #close} is still to
     * follow.
     */
    public CompletionStage<Void> leave() {
        if (!finished.isDone()) {
            later(new Event.Leave());
        }
        return left.copy();
    }

    /** As {@link #beginClose} when the session is about to end, which takes away what is not in the way of others. */
    public void beginCloseWithSession() {
        sessionEnds = true;
        beginClose();
    }

    /** Begins to close; {@link #whenFinished} says when that is done. */
    public void beginClose() {
        if (!finished.isDone()) {
            later(new Event.Close());
        }
    }

    @Override
    public void close() {
        beginClose();
        Bounded.await(finished, closeLimit, "closing election '" + election() + "'");
    }

    /**
     * Begins to close and to remove the election; completes when the removal is done, and fails when it was not or not wholly.
     * {@link #whenFinished} says when it is closed.
     *
     * @throws LeadershipLostException when this process does not lead
     */
    public CompletionStage<Void> beginCloseAndCleanup() {
        TermLeadership current = leadership;
        if (current == null || current.ended().isPresent()) {
            throw new LeadershipLostException(
                    "election '" + election() + "' can be removed only by its leader, and this"
                            + " process does not lead it. Nothing was removed.");
        }
        later(new Event.CloseAndRemove(current.epoch()));
        current.whenEnded().thenAccept(reason -> {
            if (reason != EndReason.CLOSED) {
                removal.completeExceptionally(new LeadershipLostException("leadership of '" + election() + "' ended ("
                        + reason + ") before the removal. Nothing was removed."));
            }
        });
        return removal.copy();
    }

    @Override
    public void closeAndCleanup() {
        beginCloseAndCleanup();
        try {
            removal.get(closeLimit.toMillis() + TimeUnit.MINUTES.toMillis(10), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HaException("interrupted while removing election '" + election() + "'; repeat it", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw Stages.asHaException(e.getCause() == null ? e : e.getCause());
        }
        close();
    }
}
