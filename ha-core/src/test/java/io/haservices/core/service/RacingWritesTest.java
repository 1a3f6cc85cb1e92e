package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.Fence;
import io.haservices.StateInfo;
import io.haservices.StateStore;
import io.haservices.WriteOptions;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.StaleEpochException;
import io.haservices.errors.StateConflictException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.storage.BlobSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that somebody, or an outage, gets in between of: at every step of the write in turn. */
class RacingWritesTest {
    /** More than one write takes. */
    private static final int STEPS = 40;

    @SuppressWarnings("NullAway.Init")
    private World world;

    @SuppressWarnings("NullAway.Init")
    private Member one;

    @SuppressWarnings("NullAway.Init")
    private Member other;

    @BeforeEach
    void newWorld() {
        world = new World(1);
        one = world.process();
        other = world.process();
        world.of(put(one, "first", "x", WriteOptions.any()));
    }

    @Test
    void theVersionThatAWriteReturnsIsNeverThatOfAnother() {
        for (int step = 0; step < STEPS; step++) {
            String name = "n" + step;
            CompletableFuture<StateInfo> mine = begin(put(one, name, "mine", WriteOptions.any()), step);
            one.client.link().holdRequests();
            world.of(put(other, name, "theirs", WriteOptions.any()));
            one.client.link().release();
            CompletionStage<StateInfo> next =
                    put(one, name, "next", WriteOptions.ifVersion(world.of(mine).version()));
            if (one.read(name).equals("mine")) {
                world.of(next);
            } else {
                assertThat(world.failureOf(next)).isInstanceOf(StateConflictException.class);
            }
        }
    }

    @Test
    void aWriteThatIsReportedAsNotDoneWasNotDone() {
        for (int step = 0; step < STEPS; step++) {
            String name = "n" + step;
            CompletableFuture<StateInfo> write = begin(put(one, name, "content", WriteOptions.ifAbsent()), step);
            one.client.link().cut();
            world.await("an answer", write::isDone);
            one.client.link().heal();
            if (!write.isCompletedExceptionally()) {
                assertThat(other.read(name)).isEqualTo("content");
            } else if (world.failureOf(write) instanceof UnavailableException) {
                assertThat(other.read(name)).as("after step " + step).isEqualTo("absent");
            } else {
                assertThat(world.failureOf(write)).isInstanceOf(OutcomeUnknownException.class);
            }
        }
    }

    @Test
    void aRepetitionWithTheSameMarkWritesOnceAlsoWhenTheFirstAttemptLandsLate() {
        for (int step = 0; step < STEPS; step++) {
            for (WriteOptions options : new WriteOptions[] {WriteOptions.any(), WriteOptions.ifAbsent()}) {
                World fresh = new World(step);
                Member first = fresh.process();
                Member second = fresh.process();
                StateInfo writtenOnce = fresh.of(put(first, "first", "x", WriteOptions.any()));
                CompletableFuture<StateInfo> late = holdBack(fresh, first, options.withMark("m"));
                CompletableFuture<StateInfo> repetition =
                        put(second, "n", "content", options.withMark("m")).toCompletableFuture();
                for (int i = 0; i < step; i++) {
                    fresh.time.step();
                }
                first.client.link().release();

                StateInfo info = fresh.of(repetition);

                assertThat(late).isCompletedExceptionally();
                fresh.pass(Duration.ofSeconds(1));
                assertThat(fresh.of(jobs(second, Fence.currentTerm()).findAsync("n")))
                        .as("after step " + step)
                        .contains(info);
                assertThat(info.version().version())
                        .as("after step " + step)
                        .isEqualTo(writtenOnce.version().version());
                assertThat(second.read("n")).isEqualTo("content");
            }
        }
    }

    /** A write whose commit is sent and held on its way until the writer has given up. */
    private static CompletableFuture<StateInfo> holdBack(World world, Member writer, WriteOptions options) {
        CompletableFuture<StateInfo> late = put(writer, "n", "content", options).toCompletableFuture();
        world.await(
                "the bytes are written",
                () -> !world.storage().list("cluster/main").stream()
                        .filter(blob -> blob.path().contains("/n/"))
                        .toList()
                        .isEmpty());
        writer.client.link().holdRequests();
        world.await("the writer gives up", late::isDone);
        return late;
    }

    @Test
    void aRepetitionWithTheSameMarkFindsTheWriteOfAnOlderTerm() {
        one.lead();
        long epoch = one.leadership().epoch();
        StateInfo written = world.of(put(one, "n", "content", WriteOptions.any().withMark("m")));
        one.leadership().resign();
        world.await("another term", () -> one.granted.size() == 2 && one.leads());
        StateStore stale = jobs(other, Fence.epoch(epoch));

        StateInfo again = world.of(stale.putAsync(
                "n", BlobSource.of(World.bytes("content")), WriteOptions.any().withMark("m")));

        assertThat(again).isEqualTo(written);
        assertThat(world.failureOf(stale.putAsync(
                        "n",
                        BlobSource.of(World.bytes("late")),
                        WriteOptions.any().withMark("m2"))))
                .isInstanceOf(StaleEpochException.class);
        assertThat(other.read("n")).isEqualTo("content");
    }

    @Test
    void aStateThatIsRemovedWhileItsWriteLooksForALostAnswerNeverNamesMissingBytes() {
        for (int step = 0; step < STEPS; step++) {
            String name = "n" + step;
            one.client.link().loseNextAnswer();
            CompletableFuture<StateInfo> write = begin(put(one, name, "content", WriteOptions.any()), step);
            one.client.link().holdRequests();
            world.of(jobs(other, Fence.currentTerm()).removeAsync(name, WriteOptions.any()));
            one.client.link().release();
            world.await("an answer", write::isDone);
            assertThat(other.read(name)).as("after step " + step).isIn("absent", "content");
        }
    }

    @Test
    void aStateThatIsRemovedWhileItsWriteCannotLookForALostAnswerNeverNamesMissingBytes() {
        for (int step = 0; step < STEPS; step++) {
            String name = "n" + step;
            one.client.link().loseNextAnswer();
            CompletableFuture<StateInfo> write = begin(put(one, name, "content", WriteOptions.any()), step);
            one.client.link().cut();
            world.of(jobs(other, Fence.currentTerm()).removeAsync(name, WriteOptions.any()));
            // Longer than a request has, shorter than the patience of a write.
            world.pass(World.REQUEST.plusMillis(500));
            one.client.link().heal();
            world.await("an answer", write::isDone);
            assertThat(other.read(name)).as("after step " + step).isIn("absent", "content");
        }
    }

    private CompletableFuture<StateInfo> begin(CompletionStage<StateInfo> write, int steps) {
        for (int i = 0; i < steps; i++) {
            world.time.step();
        }
        return write.toCompletableFuture();
    }

    private static CompletionStage<StateInfo> put(Member writer, String name, String content, WriteOptions options) {
        return jobs(writer, Fence.currentTerm()).putAsync(name, BlobSource.of(World.bytes(content)), options);
    }

    private static StateStore jobs(Member member, Fence fence) {
        return member.services.stateStore("main", "jobs", fence);
    }
}
