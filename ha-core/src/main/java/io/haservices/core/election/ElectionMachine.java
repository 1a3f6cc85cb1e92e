package io.haservices.core.election;

import io.haservices.EndReason;
import io.haservices.core.election.Event.RetryDue;
import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.DeposedRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.LivenessRecord;
import io.haservices.errors.ElectionRemovedException;
import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One contender in one election, as a machine that is stepped: time, session and event go in, actions come out. Everything is
 * decided on what a look has read, never on the order of notifications, so that a lost, repeated or late one does no harm:
 * a leader entry that is ours and not yet granted is a term won; one that is ours and ended is to be released.
 */
final class ElectionMachine {
    /** Where the contender stands. */
    enum Phase {
        NEW,
        WAITING,
        LOOKING,
        PREPARING,
        BIDDING,
        LEADING,
        REVOKING,
        RELEASING,
        REMOVING,
        LEFT,
        CLOSED
    }

    private final Settings settings;
    private final List<Action> actions = new ArrayList<>();
    private Phase phase = Phase.NEW;
    private final Tenure tenure;
    private final Exposure exposure = new Exposure();
    private final Expectation expected = new Expectation();
    private Moment moment = Moment.BEFORE_ALL;
    private boolean closing;
    private boolean leaving;
    private boolean removing;
    private boolean fatal;
    private boolean changedMeanwhile;
    private boolean seenNotRemoved;
    /** Whether the endpoint that the last bid names has failed since. */
    private boolean unreachable;

    private final Doubt doubt = new Doubt();
    private final Supplier<Fresh> fresh;
    private final Permission permission;
    private LivenessRecord followed = LivenessRecord.NONE;
    private long look;
    private long timer;

    /** {@code fresh} is for bids that follow no look. */
    ElectionMachine(Settings settings, Supplier<Fresh> fresh) {
        this.settings = settings;
        this.fresh = fresh;
        tenure = new Tenure(settings);
        permission = new Permission(settings);
    }

    Phase phase() {
        return phase;
    }

    /** Whether a bid that is sent at this moment would be one for a term that lasts. */
    boolean standsReady(long nowNanos, Session current) {
        Moment now = new Moment(nowNanos, current);
        boolean stands = phase == Phase.WAITING || phase == Phase.LOOKING;
        return stands && !closing && now.isActive() && !now.isTooNear(settings);
    }

    /** Takes one event at a moment at which the session is known to be this. */
    List<Action> step(long nowNanos, Session current, Event event) {
        actions.clear();
        moment = new Moment(nowNanos, current);
        if (phase == Phase.CLOSED) {
            return List.of();
        }
        exposure.forgetEnded(current);
        if (phase == Phase.LEADING) {
            tenure.whyOver(moment).ifPresent(this::end);
        }
        handle(event);
        return List.copyOf(actions);
    }

    private void handle(Event event) {
        if (event instanceof Event.LeaderChanged changed) {
            leaderChanged(changed.leader());
        } else if (event instanceof Event.ControlChanged changed) {
            controlChanged(changed.version());
        } else if (event instanceof Event.Looked looked) {
            looked(looked);
        } else if (event instanceof Event.LookFailed failed) {
            lookFailed(failed);
        } else if (event instanceof Event.Prepared prepared) {
            prepared.failure().ifPresentOrElse(this::failedOrRetry, this::look);
        } else if (event instanceof Event.BidAnswered answered) {
            bidAnswered(answered.bid(), answered.answer(), answered.epochVersion());
        } else if (event instanceof Event.ReleaseAnswered answered) {
            releaseAnswered(answered.answer());
        } else if (event instanceof RetryDue due) {
            retryDue(due);
        } else if (event instanceof Event.DeadlineDue due) {
            watchDeadline(due.epoch());
        } else if (event instanceof Event.RevocationDone done) {
            revoked(done.epoch());
        } else if (event instanceof Event.RevocationOverdue overdue) {
            revoked(overdue.epoch());
        } else if (event instanceof Event.EndTerm ending) {
            endTerm(ending.epoch(), ending.reason());
        } else if (event instanceof Event.GetToKnow known) {
            getToKnow(known.epoch());
        } else if (event instanceof Event.Dead dead) {
            dead(dead);
        } else if (event instanceof Event.EndpointFailed) {
            endpointFailed();
        } else if (event instanceof Event.Leave) {
            leave();
        } else if (event instanceof Event.Close) {
            close();
        } else if (event instanceof Event.CloseAndRemove removal) {
            closeAndRemove(removal.epoch());
        } else if (event instanceof Event.RemovalDone) {
            phase = Phase.WAITING;
            consider();
        } else if (event instanceof Event.Started) {
            phase = Phase.WAITING;
            consider();
        } else if (phase == Phase.WAITING) {
            consider();
        }
    }

    // ---- waiting and looking ----

    /** The next step of one who neither leads nor waits for an answer. */
    private void consider() {
        if (leaving) {
            left();
        } else if (closing && exposure.isNone()) {
            finish();
        } else if (moment.isActive()) {
            look();
        }
    }

    private void look() {
        if (leaving) {
            left();
            return;
        }
        phase = Phase.LOOKING;
        changedMeanwhile = false;
        actions.add(new Action.Look(++look));
    }

    private void leaderChanged(Optional<Seen<LeaderRecord>> leader) {
        // It may be told before the answer to the bid that made it.
        expected.ownEntry(leader.filter(seen -> moment.isOurs(seen, settings)));
        if (phase == Phase.WAITING && leader.isEmpty()) {
            bidUnseen();
        } else if (phase == Phase.WAITING && (isOurs(leader) || closing)) {
            consider();
        } else if (phase == Phase.WAITING && !expected.knows(leader.get().content())) {
            long epoch = leader.get().content().epoch();
            actions.add(new Action.After(settings.getToKnow(epoch), new Event.GetToKnow(epoch)));
        } else if (phase == Phase.LEADING && !isOfThisTerm(leader)) {
            // It may be older news than our own winning: only a read that begins now can tell.
            actions.add(new Action.Look(++look));
        } else {
            changedMeanwhile = true;
        }
        // After a bid, which is in a hurry.
        follow(leader);
    }

    private void bidUnseen() {
        vacancy()
                .ifPresentOrElse(
                        seen -> bid(seen.epoch(), seen.control(), fresh.get(), DeposedRecord.NONE), this::consider);
    }

    /** For one bid, and only while nothing of ours is on its way that a look would have to tell of, and nobody else is to win. */
    private Optional<Expectation.Vacancy> vacancy() {
        boolean may = moment.isActive() && !closing && exposure.isNone();
        return (may ? expected.takeVacancy(moment.session().id()) : Optional.<Expectation.Vacancy>empty())
                .filter(seen ->
                        permission.mayWin(seen.epoch().content(), seen.control().content(), moment));
    }

    private void controlChanged(long version) {
        if (permission.told(version) && phase == Phase.WAITING) {
            consider();
        }
    }

    /** In one's own time: who knows the term that is now needs no look when it ends. */
    private void getToKnow(long epoch) {
        if (phase == Phase.WAITING && moment.isActive() && !closing && expected.isStrange(epoch)) {
            look();
        }
    }

    private void looked(Event.Looked looked) {
        if (looked.look() != look) {
            return;
        }
        View view = looked.view();
        if (phase == Phase.LEADING) {
            tenure.whyOver(view, moment).ifPresent(this::end);
        } else if (phase == Phase.LOOKING) {
            phase = Phase.WAITING;
            if (moment.isActive()) {
                decide(view, looked.fresh());
            }
        }
    }

    private void decide(View view, Fresh fresh) {
        follow(view.leader());
        if (view.epoch().isEmpty() || view.control().isEmpty()) {
            prepare();
            return;
        }
        Seen<EpochRecord> epoch = view.epoch().get();
        Seen<ControlRecord> control = view.control().get();
        boolean mayHaveWonBetweenTheReads = exposure.seenEpoch(epoch.version());
        doubt.seen(control.content(), moment);
        permission.read(control.version());
        // A refused write may have told us of our end before the entry that says why.
        view.leader()
                .map(leader -> leader.content().deposed().epoch())
                .filter(tenure::wasSuperseded)
                .ifPresent(deposed -> actions.add(new Action.Distrust(deposed)));
        expected.seen(view.leader(), epoch, control, moment.session().id());
        Bid unknown = exposure.unknown();
        if (mayHaveWonBetweenTheReads
                && view.leader()
                        .filter(leader -> moment.isOurs(leader, settings))
                        .isEmpty()) {
            look();
        } else if (view.leader().isPresent()) {
            decideWithLeader(view.leader().get(), epoch, control, fresh);
        } else if (unknown != null) {
            send(unknown);
        } else if (closing) {
            exposure.none();
            finish();
        } else if (control.content().removed()) {
            removedMeanwhile();
        } else {
            exposure.none();
            bid(epoch, control, fresh, DeposedRecord.NONE);
        }
    }

    private void decideWithLeader(
            Seen<LeaderRecord> leader, Seen<EpochRecord> epoch, Seen<ControlRecord> control, Fresh fresh) {
        seenNotRemoved = true;
        if (moment.isOurs(leader, settings)) {
            exposure.under(moment.session().id());
            long won = leader.content().epoch();
            if (won != epoch.content().epoch()) {
                // Another term has begun between the two reads. By now its entry is there, perhaps with the version
                // that ours had.
                retryAfter(settings.retryDelay());
            } else if (closing || tenure.hasEnded(won)) {
                phase = Phase.RELEASING;
                actions.add(new Action.Release(leader.version(), epoch.version(), false));
            } else {
                won(new Term(
                        won,
                        epoch.version(),
                        epoch.content().origin(),
                        moment.session().id()));
            }
            return;
        }
        Bid unknown = exposure.unknown();
        if (unknown == null) {
            exposure.none();
        }
        if (closing && unknown == null) {
            finish();
        } else if (unknown != null && unknown.takesOver()) {
            send(unknown);
        } else if (unknown == null && doubt.isAbout(leader.content())) {
            takeOver(leader.content(), epoch, control, fresh);
        } else if (changedMeanwhile || permission.hasNews()) {
            look();
        } else if (unknown != null) {
            retryAfter(settings.retryDelay());
        }
    }

    /** The leader is dead: its term ends with this bid, and not before. */
    private void takeOver(LeaderRecord leader, Seen<EpochRecord> epoch, Seen<ControlRecord> control, Fresh fresh) {
        Optional<Duration> distrust = doubt.waitFor(moment.now());
        if (distrust.isPresent()) {
            // What it was worth may have changed until then: it has to be found anew.
            doubt.none();
            follow(Optional.empty());
            retryAfter(distrust.get());
        } else if (leader.epoch() == epoch.content().epoch()) {
            bid(epoch, control, fresh, new DeposedRecord(leader.epoch(), doubt.evidence()));
        } else {
            look();
        }
    }

    private void follow(Optional<Seen<LeaderRecord>> leader) {
        LivenessRecord term = leader.filter(seen -> !closing && phase != Phase.LEADING)
                .filter(seen -> !moment.isOurs(seen, settings))
                .map(seen -> seen.content().liveness())
                .orElse(LivenessRecord.NONE);
        if (!term.equals(followed)) {
            followed = term;
            actions.add(new Action.Follow(term));
        }
    }

    private void dead(Event.Dead dead) {
        if (!dead.term().equals(followed)) {
            return;
        }
        doubt.of(dead);
        if (phase == Phase.WAITING) {
            takeOverUnseen(dead.term());
        } else {
            changedMeanwhile = true;
        }
    }

    private void takeOverUnseen(LivenessRecord term) {
        vacancy()
                .filter(seen -> seen.leads(term))
                .ifPresentOrElse(
                        seen -> takeOver(seen.leader().orElseThrow(), seen.epoch(), seen.control(), fresh.get()),
                        this::consider);
    }

    private void endpointFailed() {
        if (phase == Phase.LEADING) {
            end(EndReason.RESIGNED);
        } else {
            unreachable = true;
        }
    }

    private void prepare() {
        if (closing) {
            exposure.none();
            finish();
        } else {
            phase = Phase.PREPARING;
            actions.add(new Action.Prepare());
        }
    }

    private void removedMeanwhile() {
        if (seenNotRemoved) {
            fail(new ElectionRemovedException("this election was cleaned up by its leader while this process stood by."
                    + " Start again explicitly to begin it anew; its epochs go on."));
        } else {
            phase = Phase.PREPARING;
            actions.add(new Action.FinishRemoval());
        }
    }

    private void lookFailed(Event.LookFailed failed) {
        boolean awaited = phase == Phase.LOOKING || phase == Phase.LEADING;
        if (failed.look() != look || !awaited) {
            return;
        }
        if (failed.cause() instanceof NotAuthorizedException) {
            fail(failed.cause());
        } else {
            retryAfter(settings.retryDelay());
        }
    }

    // ---- winning ----

    private void bid(Seen<EpochRecord> epoch, Seen<ControlRecord> control, Fresh fresh, DeposedRecord deposed) {
        expected.none();
        seenNotRemoved = true;
        if (!permission.mayWin(epoch.content(), control.content(), moment)) {
            standAside(control);
            return;
        }
        Optional<Duration> yielding = tenure.yieldFor(moment.now());
        if (yielding.isPresent() && !permission.isReservedForUs(control.content(), moment)) {
            retryAfter(yielding.get());
            return;
        }
        if (moment.isTooNear(settings)) {
            // A new session has proven nothing yet; a term begun now would end at once.
            retryAfter(settings.retryDelay());
            return;
        }
        tenure.stopYielding();
        unreachable = false;
        long next = Math.addExact(epoch.content().epoch(), 1);
        ControlRecord left =
                control.content().wonBy(settings.contenderId(), moment.session().id(), next);
        send(new Bid(
                next,
                epoch.content().origin(),
                epoch.version(),
                control.version(),
                left.equals(control.content()) ? Optional.empty() : Optional.of(left),
                moment.session().id(),
                fresh.mark(),
                fresh.liveness(),
                deposed));
    }

    /** The end of a pause is told; that of a session which leadership is reserved for has to be looked after. */
    private void standAside(Seen<ControlRecord> control) {
        if (changedMeanwhile || permission.hasNews()) {
            look();
        } else if (control.content().reservation().accepted()) {
            actions.add(new Action.CheckReservation(control, permission.isOverdue(control, moment)));
            retryAfter(settings.checkDelay());
        }
    }

    private void send(Bid bid) {
        phase = Phase.BIDDING;
        exposure.under(bid.session());
        actions.add(new Action.SendBid(bid));
    }

    private void bidAnswered(Bid bid, Commit answer, long epochVersion) {
        if (phase != Phase.BIDDING) {
            return;
        }
        phase = Phase.WAITING;
        if (answer instanceof Commit.Committed) {
            exposure.isKnown();
            won(bid.won(epochVersion));
        } else if (answer instanceof Commit.GuardFailed) {
            // Definite for every identical one before it, too: their guards are the same.
            exposure.isKnown();
            consider();
        } else if (answer instanceof Commit.Unknown) {
            exposure.isUnknown(bid, moment.session());
            retryAfter(settings.retryDelay());
        } else {
            failedOrRetry(((Commit.NotApplied) answer).cause());
        }
    }

    private void won(Term won) {
        exposure.under(won.session());
        if (closing || unreachable || moment.whyOver(won, settings).isPresent()) {
            tenure.pass(won);
            phase = Phase.WAITING;
            consider();
            return;
        }
        phase = Phase.LEADING;
        tenure.begin(won);
        follow(Optional.empty());
        actions.add(new Action.Grant(won));
        watchDeadline(won.epoch());
    }

    // ---- leading and ending ----

    private void watchDeadline(long epoch) {
        if (phase == Phase.LEADING && tenure.isOf(epoch)) {
            actions.add(new Action.After(moment.left(settings), new Event.DeadlineDue(epoch)));
        }
    }

    private void endTerm(long epoch, EndReason reason) {
        if (phase == Phase.LEADING && tenure.isOf(epoch)) {
            end(reason);
        }
    }

    private void end(EndReason reason) {
        Term ending = tenure.end(reason, moment.now());
        phase = Phase.REVOKING;
        actions.add(new Action.Revoke(ending, reason));
        if (reason == EndReason.DEPOSED) {
            actions.add(new Action.Distrust(ending.epoch()));
        }
        actions.add(new Action.After(settings.revocationTimeout(), new Event.RevocationOverdue(ending.epoch())));
    }

    private void revoked(long epoch) {
        if (phase != Phase.REVOKING || !tenure.isOf(epoch)) {
            return;
        }
        Term ended = tenure.leave();
        if (fatal) {
            finish();
        } else if (removing) {
            phase = Phase.REMOVING;
            actions.add(new Action.Remove(ended));
        } else {
            phase = Phase.WAITING;
            release(ended);
        }
    }

    /** At once, if the entry is as it was last told to be; else after a look. */
    private void release(Term ended) {
        boolean mayRelease = moment.isActive()
                && !leaving
                && ended.session().equals(moment.session().id());
        expected.takeOwnEntry(ended.epoch())
                .filter(seen -> mayRelease)
                .ifPresentOrElse(
                        seen -> {
                            phase = Phase.RELEASING;
                            actions.add(new Action.Release(seen.version(), ended.epochVersion(), true));
                        },
                        this::consider);
    }

    private void releaseAnswered(Commit answer) {
        if (phase != Phase.RELEASING) {
            return;
        }
        phase = Phase.WAITING;
        if (answer instanceof Commit.Committed && closing) {
            exposure.none();
            consider();
        } else if (answer instanceof Commit.Committed || answer instanceof Commit.GuardFailed) {
            consider();
        } else if (answer instanceof Commit.NotApplied refused) {
            failedOrRetry(refused.cause());
        } else {
            retryAfter(settings.retryDelay());
        }
    }

    // ---- stopping ----

    private void leave() {
        leaving = true;
        stop();
    }

    private void close() {
        leaving = false;
        if (phase == Phase.LEFT) {
            phase = Phase.WAITING;
        }
        stop();
    }

    private void stop() {
        closing = true;
        if (phase == Phase.NEW) {
            finish();
        } else if (phase == Phase.LEADING) {
            end(EndReason.CLOSED);
        } else if (phase == Phase.WAITING) {
            consider();
        }
    }

    private void left() {
        phase = Phase.LEFT;
        actions.add(new Action.Left());
    }

    private void closeAndRemove(long epoch) {
        if (phase == Phase.LEADING && tenure.isOf(epoch)) {
            closing = true;
            removing = true;
            end(EndReason.CLOSED);
        }
    }

    private void failedOrRetry(HaException cause) {
        if (cause instanceof NotAuthorizedException) {
            fail(cause);
        } else {
            retryAfter(settings.retryDelay());
        }
    }

    private void fail(HaException cause) {
        if (phase == Phase.LEADING) {
            fatal = true;
            end(EndReason.NOT_AUTHORIZED);
            actions.add(new Action.Fail(cause));
        } else {
            actions.add(new Action.Fail(cause));
            finish();
        }
    }

    private void finish() {
        follow(Optional.empty());
        phase = Phase.CLOSED;
        actions.add(new Action.Finish());
    }

    // ---- small things ----

    private void retryAfter(Duration delay) {
        if (phase != Phase.LEADING) {
            phase = Phase.WAITING;
        }
        actions.add(new Action.After(delay, new RetryDue(++timer)));
    }

    private void retryDue(RetryDue due) {
        if (due.timer() != timer) {
            return;
        }
        if (phase == Phase.WAITING) {
            consider();
        } else if (phase == Phase.LEADING) {
            actions.add(new Action.Look(++look));
        }
    }

    private boolean isOurs(Optional<Seen<LeaderRecord>> leader) {
        return leader.filter(seen -> moment.isOurs(seen, settings)).isPresent();
    }

    private boolean isOfThisTerm(Optional<Seen<LeaderRecord>> leader) {
        return isOurs(leader) && tenure.isOf(leader.get().content().epoch());
    }
}
