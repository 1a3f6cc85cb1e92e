package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.Fence;
import io.haservices.ReadProgress;
import io.haservices.ReadSummary;
import io.haservices.StateContent;
import io.haservices.StateInfo;
import io.haservices.StateStore;
import io.haservices.StateVisitor;
import io.haservices.WriteOptions;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.HaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAllTest {
    private static final int STATES = 30;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private World world;

    @SuppressWarnings("NullAway.Init")
    private Member leader;

    @SuppressWarnings("NullAway.Init")
    private StateStore jobs;

    @BeforeEach
    void newWorld() {
        world = new World(directory, 1);
        leader = world.process("high-availability.recovery.parallelism", "4").lead();
        jobs = leader.leadership().stateStore("jobs");
        IntStream.range(0, STATES).forEach(i -> world.of(leader.put(leader.leadership(), "n" + i, content(i))));
    }

    /** Small ones, none, and some that do not fit into memory. */
    private static String content(int number) {
        return ("content " + number + " ").repeat(number % 10 == 9 ? 50_000 : number);
    }

    @Test
    void allStatesAreHandedOverVerified() {
        Notes notes = new Notes();

        ReadSummary summary = world.of(jobs.readAllAsync(notes));

        assertThat(notes.contents).hasSize(STATES);
        IntStream.range(0, STATES)
                .forEach(i -> assertThat(notes.contents.get("n" + i)).isEqualTo(content(i)));
        assertThat(summary.states()).isEqualTo(STATES);
        assertThat(summary.bytes())
                .isEqualTo(IntStream.range(0, STATES)
                        .mapToLong(i -> content(i).length())
                        .sum());
        assertThat(summary.damaged()).isEmpty();
        assertThat(notes.progress).hasSize(STATES);
        assertThat(notes.progress.get(STATES - 1)).isEqualTo(new ReadProgress(STATES, STATES, summary.bytes()));
    }

    @Test
    void anEmptyStoreIsReadAtOnce() {
        assertThat(world.of(leader.leadership().stateStore("none").readAllAsync(content -> {})))
                .isEqualTo(new ReadSummary(0, 0, List.of()));
    }

    @Test
    void damagedOnesAreToldEachAndTheOthersHandedOver() throws IOException {
        StateInfo flipped = info("n9");
        byte[] bytes = Files.readAllBytes(Path.of(flipped.location()));
        bytes[bytes.length - 1] ^= 1;
        Files.write(Path.of(flipped.location()), bytes);
        StateInfo missing = info("n8");
        Files.delete(Path.of(missing.location()));
        Notes notes = new Notes();

        ReadSummary summary = world.of(jobs.readAllAsync(notes));

        assertThat(notes.contents).hasSize(STATES - 2).doesNotContainKeys("n8", "n9");
        assertThat(summary.damaged()).hasSameElementsAs(notes.damaged);
        assertThat(notes.damaged)
                .extracting(DamagedStateException::location)
                .containsExactlyInAnyOrder(
                        flipped.location().toString(), missing.location().toString());
        assertThat(notes.damaged)
                .allSatisfy(error -> assertThat(error)
                        .hasMessageContaining(error.pointer())
                        .hasMessageContaining("Bring the bytes back"));
        assertThat(notes.progress).hasSize(STATES);
    }

    @Test
    void aStateThatIsReplacedOrRemovedMeanwhileIsNoDamage() {
        Member other = world.process();
        StateStore unfenced = other.services.stateStore("main", "jobs", Fence.currentTerm());
        for (int step = 0; step < 40; step++) {
            CompletableFuture<ReadSummary> reading =
                    jobs.readAllAsync(new Notes()).toCompletableFuture();
            for (int i = 0; i < step; i++) {
                world.time.step();
            }
            world.of(other.put(leader.leadership(), "n3", "replaced " + step));
            world.of(unfenced.removeAsync("n4", WriteOptions.any()));
            assertThat(world.of(reading).damaged()).isEmpty();
            world.of(other.put(leader.leadership(), "n4", "again"));
        }
    }

    @Test
    void whatTheVisitorThrowsEndsTheReading() throws IOException {
        List<String> seen = new ArrayList<>();
        Throwable failure = world.failureOf(jobs.readAllAsync(content -> {
            seen.add(content.info().name());
            if (seen.size() == 5) {
                throw new IOException("full");
            }
        }));
        assertThat(failure).isInstanceOf(HaException.class).hasMessageContaining("full");
        assertThat(seen).hasSize(5);
    }

    private StateInfo info(String name) {
        return world.of(jobs.findAsync(name)).orElseThrow();
    }

    private static final class Notes implements StateVisitor {
        private final Map<String, String> contents = new TreeMap<>();
        private final List<DamagedStateException> damaged = new ArrayList<>();
        private final List<ReadProgress> progress = new ArrayList<>();

        @Override
        public void onState(StateContent content) throws IOException {
            contents.put(
                    content.info().name(),
                    new String(content.stream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public void onDamaged(DamagedStateException damage) {
            damaged.add(damage);
        }

        @Override
        public void onProgress(ReadProgress now) {
            progress.add(now);
        }
    }
}
