package io.haservices.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.core.records.DeposedRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.LivenessRecord;
import io.haservices.core.records.Records;
import io.haservices.errors.LeadershipLostException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a leader sends to publish its addresses, and when it has to read first. */
class LeaderPublicationTest {
    private static final Layout LAYOUT = Layout.of("cluster", "main");
    private static final LeaderRecord WON =
            LeaderRecord.begun("me", 4, LivenessRecord.NONE, new DeposedRecord(3, "refused"));
    private static final Commit SOMEBODY_ELSE = new Commit.GuardFailed(LAYOUT.leader());
    private static final Map<String, String> HERE = Map.of("main", "here");

    private final ScriptedClient client = new ScriptedClient(FencedCommit.PAUSE.multipliedBy(4));
    private final ScriptedCoordination service = client.service;

    @Test
    void whatWasWonIsPublishedWithoutARead() {
        LeaderPublication publication = publication(Optional.of(new LeaderPublication.Known(WON, 0)));
        service.answers(committed(1), committed(2));

        client.of(publication.publish(HERE));
        client.of(publication.publish(Map.of("main", "there")));

        assertThat(service.reads).isZero();
        assertThat(service.sent)
                .allSatisfy(sent -> assertThat(sent.guards()).containsExactly(new Guard.Version(LAYOUT.epoch(), 3)));
        assertThat(service.sent.get(0).operations()).containsExactly(replacing(0, HERE));
        assertThat(service.sent.get(1).operations()).containsExactly(replacing(1, Map.of("main", "there")));
    }

    @Test
    void anEntryThatIsOtherwiseIsReadAndReplaced() {
        LeaderPublication publication = publication(Optional.of(new LeaderPublication.Known(WON, 0)));
        service.answers(SOMEBODY_ELSE, committed(6)).shows(Optional.of(entry(WON, 5)));

        client.of(publication.publish(HERE));

        assertThat(service.reads).isEqualTo(1);
        assertThat(service.sent.get(1).operations()).containsExactly(replacing(5, HERE));
    }

    @Test
    void anEntryOfAnotherIsLeftAlone() {
        LeaderPublication publication = publication(Optional.of(new LeaderPublication.Known(WON, 0)));
        LeaderRecord other = LeaderRecord.begun("other", 5, LivenessRecord.NONE, DeposedRecord.NONE);
        service.answers(SOMEBODY_ELSE).shows(Optional.of(entry(other, 0)));

        assertThatThrownBy(() -> client.of(publication.publish(HERE))).isInstanceOf(LeadershipLostException.class);

        assertThat(service.sent).hasSize(1);
    }

    /** It was done, as reading back shows, but nobody has told the version. */
    @Test
    void afterALostAnswerTheEntryIsReadAgain() {
        LeaderPublication publication = publication(Optional.of(new LeaderPublication.Known(WON, 0)));
        service.answers(new Commit.Unknown(new UnavailableException("the answer was lost")), committed(8))
                .shows(Optional.of(entry(WON.published(HERE), 7)));

        client.of(publication.publish(HERE));
        assertThat(service.reads).isEqualTo(1);
        client.of(publication.publish(Map.of("main", "there")));

        assertThat(service.reads).isEqualTo(2);
        assertThat(service.sent.get(1).operations()).containsExactly(replacing(7, Map.of("main", "there")));
    }

    private LeaderPublication publication(Optional<LeaderPublication.Known> known) {
        return new LeaderPublication(
                client.context(),
                LAYOUT,
                () -> CompletableFuture.completedFuture(new FencePoint(4, 3, "origin")),
                "me",
                known);
    }

    private static Commit committed(long version) {
        return new Commit.Committed(Map.of(LAYOUT.leader(), version));
    }

    private static Operation replacing(long version, Map<String, String> addresses) {
        return new Operation.Replace(LAYOUT.leader(), version, Records.encode(WON.published(addresses)));
    }

    private static Entry entry(LeaderRecord record, long version) {
        return new Entry(LAYOUT.leader(), Records.encode(record), version, 1, Optional.of("s"));
    }
}
