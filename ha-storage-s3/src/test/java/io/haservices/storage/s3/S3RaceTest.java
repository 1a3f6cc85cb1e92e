package io.haservices.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.s3.Fault;
import io.haservices.testkit.servers.s3.S3Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of many that put if absent, one wins, whatever happens to the answers. */
@Timeout(120)
class S3RaceTest {
    private static final BlobName NAME = BlobName.of("race");

    private final S3Server server = S3Server.start(S3Fixture.BUCKET);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void oneWins() {
        try (Race race = race()) {
            assertThat(race.answers()).containsOnlyOnce(ConditionalPut.DONE).doesNotContain(ConditionalPut.UNKNOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16})
    void whoseWriteIsThereIsNeverToldThatItIsAnothers(int lost) {
        try (Race race = race()) {
            server.next("PutObject", lost, new Fault.DropAfter());
            assertThat(race.answers()).containsOnlyOnce(ConditionalPut.DONE);
            assertThat(race.winner()).isEqualTo(content());
        }
    }

    @Test
    void nobodyIsToldThatItIsAnothersWhenNothingCanBeFoundOut() {
        try (Race race = race()) {
            server.next("PutObject", Race.RACERS, new Fault.RefuseAfter(500, "InternalError"));
            server.next("HeadObject", 1_000, new Fault.Refuse(500, "InternalError"));
            assertThat(race.answers()).containsOnly(ConditionalPut.UNKNOWN);
            assertThat(content()).startsWith("racer ");
        }
    }

    @Test
    void conflictsAreTriedAgain() {
        try (Race race = race()) {
            server.next("PutObject", Race.RACERS, new Fault.Refuse(409, "ConditionalRequestConflict"));
            assertThat(race.answers()).containsOnlyOnce(ConditionalPut.DONE).doesNotContain(ConditionalPut.UNKNOWN);
        }
    }

    private Race race() {
        return new Race(() -> S3Fixture.open(server), NAME);
    }

    private String content() {
        try (Storage storage = S3Fixture.open(server)) {
            return storage.readTagged(NAME).orElseThrow().content().utf8();
        }
    }
}
