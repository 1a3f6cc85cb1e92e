package io.haservices.core.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.EndReason;
import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.DeposedRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.LivenessRecord;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An answer that comes when nobody waits for it any more. */
class LateLookTest {
    private static final Session ACTIVE =
            new Session("s", Session.State.ACTIVE, Duration.ofSeconds(10).toNanos(), Duration.ofSeconds(10));

    private final ElectionMachine machine = new ElectionMachine(
            new Settings(
                    "me",
                    "me",
                    0,
                    true,
                    true,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(500)),
            () -> new Fresh("mark", List.of()));

    @Test
    void aLookThatFailsWhileTheContenderIsRevokedDoesNotReleaseTheLeaderEntryBeforeItHasReturned() {
        step(new Event.Started());
        List<Action> bids = step(new Event.Looked(1, view(Optional.empty(), 0, 0), new Fresh("mark", List.of())));
        Bid bid = ((Action.SendBid) bids.get(0)).bid();
        step(new Event.BidAnswered(bid, new Commit.Committed(Map.of()), 1));
        assertThat(machine.phase()).isEqualTo(ElectionMachine.Phase.LEADING);
        assertThat(step(new Event.LeaderChanged(Optional.empty()))).contains(new Action.Look(2));
        step(new Event.EndTerm(1, EndReason.RESIGNED));
        assertThat(machine.phase()).isEqualTo(ElectionMachine.Phase.REVOKING);

        step(new Event.LookFailed(2, new UnavailableException("no answer")));
        step(new Event.RetryDue(1));
        List<Action> actions = step(new Event.Looked(3, view(Optional.of("me"), 1, 1), new Fresh("mark2", List.of())));

        assertThat(actions).as("before RevocationDone").noneMatch(Action.Release.class::isInstance);
        assertThat(machine.phase()).isEqualTo(ElectionMachine.Phase.REVOKING);
    }

    /** An entry that was put anew may have the version of the old one, and the guard on the epoch would hold. */
    @Test
    void aLookThatSawOurOldEntryAndANewTermReleasesNothing() {
        step(new Event.Started());
        step(new Event.Looked(1, view(Optional.empty(), 0, 0), new Fresh("mark", List.of())));
        Bid bid = new Bid(1, "o", 0, 0, Optional.empty(), "s", "mark", LivenessRecord.NONE, DeposedRecord.NONE);
        step(new Event.BidAnswered(bid, new Commit.Committed(Map.of()), 1));
        step(new Event.EndTerm(1, EndReason.RESIGNED));
        assertThat(step(new Event.RevocationDone(1))).contains(new Action.Look(2));

        View across = new View(
                view(Optional.of("me"), 1, 1).leader(),
                view(Optional.empty(), 2, 2).epoch(),
                view(Optional.empty(), 2, 2).control());
        List<Action> actions = step(new Event.Looked(2, across, new Fresh("mark2", List.of())));

        assertThat(actions).as("the entry is of term 2 by now").noneMatch(Action.Release.class::isInstance);
        assertThat(actions).as("another look").anyMatch(Action.After.class::isInstance);
    }

    /** It was not yet there when the leader entry was read, and had raised the epoch when that was. */
    @Test
    void aBidThatLandsBetweenTheTwoReadsIsLookedForBeforeClosing() {
        step(new Event.Started());
        Bid bid = ((Action.SendBid)
                        step(new Event.Looked(1, view(Optional.empty(), 0, 0), new Fresh("mark", List.of())))
                                .get(0))
                .bid();
        step(new Event.BidAnswered(bid, new Commit.Unknown(new UnavailableException("lost")), -1));
        assertThat(step(new Event.Close())).contains(new Action.Look(2));

        List<Action> actions = step(new Event.Looked(2, view(Optional.empty(), 1, 1), new Fresh("m2", List.of())));

        assertThat(actions).noneMatch(Action.Finish.class::isInstance).contains(new Action.Look(3));
        assertThat(step(new Event.Looked(3, view(Optional.of("me"), 1, 1), new Fresh("m3", List.of()))))
                .anyMatch(Action.Release.class::isInstance);
    }

    /** Nobody could ask at the address in its leader entry whether it lives. */
    @Test
    void aBidWhoseEndpointHasFailedMeanwhileBeginsNoTerm() {
        step(new Event.Started());
        Bid bid = ((Action.SendBid)
                        step(new Event.Looked(1, view(Optional.empty(), 0, 0), new Fresh("mark", List.of())))
                                .get(0))
                .bid();
        step(new Event.EndpointFailed());

        List<Action> actions = step(new Event.BidAnswered(bid, new Commit.Committed(Map.of()), 1));

        assertThat(actions).noneMatch(Action.Grant.class::isInstance).contains(new Action.Look(2));
        assertThat(step(new Event.Looked(2, view(Optional.of("me"), 1, 1), new Fresh("m2", List.of()))))
                .anyMatch(Action.Release.class::isInstance);
    }

    private List<Action> step(Event event) {
        return machine.step(0, ACTIVE, event);
    }

    private static View view(Optional<String> leader, long epoch, long version) {
        return new View(
                leader.map(id -> new Seen<>(
                        LeaderRecord.begun(id, epoch, LivenessRecord.NONE, DeposedRecord.NONE), 0, Optional.of("s"))),
                Optional.of(new Seen<>(new EpochRecord(epoch, "o", "m", ""), version, Optional.empty())),
                Optional.of(new Seen<>(ControlRecord.NONE, 0, Optional.empty())));
    }
}
