package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackgroundCleaningTest {
    private static final int LEFT = 25;

    @SuppressWarnings("NullAway.Init")
    private World world;

    @BeforeEach
    void newWorld() {
        world = new World(1);
    }

    private Member process(String interval) {
        return world.process(
                "high-availability.cleanup.delay", "1 min",
                "high-availability.cleanup.interval", interval,
                "high-availability.cleanup.deletions-per-second", "10");
    }

    @Test
    void theLeaderRemovesAtItsPaceWhatOlderTermsLeftBehind() {
        Member leader = crashedAndSucceeded("1 h");
        world.of(leader.put(leader.leadership(), "a", "kept"));
        world.pass(Duration.ofSeconds(55));
        assertThat(left()).isEqualTo(LEFT);

        world.await("the first blobs go", () -> left() < LEFT);
        assertThat(left()).isEqualTo(LEFT - 10);
        world.pass(Duration.ofMillis(1500));
        assertThat(left()).isEqualTo(LEFT - 20);
        world.pass(Duration.ofSeconds(1));
        assertThat(left()).isZero();
        assertThat(leader.read("a")).isEqualTo("kept");
    }

    @Test
    void itComesAgain() {
        Member leader = crashedAndSucceeded("1 h");
        world.pass(Duration.ofMinutes(10));
        assertThat(left()).isZero();
        leaveBehind(leader, leader.leadership().epoch() - 1);
        world.pass(Duration.ofMinutes(40));
        assertThat(left()).isEqualTo(LEFT);
        world.pass(Duration.ofMinutes(20));
        assertThat(left()).isZero();
    }

    @Test
    void itLeavesTheCurrentTermAndOtherOriginsAlone() {
        Member leader = process("1 min").lead();
        leaveBehind(leader, leader.leadership().epoch());
        BlobName foreign = BlobName.of("cluster", "main", "foreign", "jobs", "left", "0-x");
        world.storage().write(foreign, BlobSource.of(World.bytes("x")));
        world.pass(Duration.ofMinutes(30));
        assertThat(left()).isEqualTo(LEFT);
        assertThat(world.storage().list(foreign.path())).hasSize(1);
    }

    @Test
    void itEndsWithTheTerm() {
        Member leader = crashedAndSucceeded("1 h");
        world.await("the first blobs go", () -> left() < LEFT);
        leader.crash();
        world.pass(Duration.ofHours(3));
        assertThat(left()).isEqualTo(LEFT - 10);
        Member next = process("1 h").lead();
        int before = world.time.waiting();
        world.pass(Duration.ofSeconds(10));
        next.leadership().resign();
        world.await("revoked", () -> next.revoked.size() == 1);
        assertThat(left()).isEqualTo(LEFT - 10);
        assertThat(before).isPositive();
    }

    @Test
    void anIntervalOfZeroSwitchesItOff() {
        crashedAndSucceeded("0");
        world.pass(Duration.ofHours(5));
        assertThat(left()).isEqualTo(LEFT);
    }

    private Member crashedAndSucceeded(String interval) {
        Member first = process(interval).lead();
        leaveBehind(first, first.leadership().epoch());
        first.crash();
        return process(interval).lead();
    }

    private void leaveBehind(Member leader, long epoch) {
        String origin = world.of(leader.services.statusAsync("main")).origin();
        for (int i = 0; i < LEFT; i++) {
            world.storage()
                    .write(
                            BlobName.of("cluster", "main", origin, "jobs", "left", epoch + "-x" + i),
                            BlobSource.of(World.bytes("left")));
        }
    }

    private long left() {
        return world.storage().list("cluster/main").stream()
                .filter(blob -> blob.path().contains("/left/") && !blob.path().contains("foreign"))
                .count();
    }
}
