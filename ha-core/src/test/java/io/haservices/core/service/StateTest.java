package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.Fence;
import io.haservices.Leadership;
import io.haservices.StateContent;
import io.haservices.StateInfo;
import io.haservices.StateList;
import io.haservices.StateStore;
import io.haservices.WriteOptions;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.ElectionRemovedException;
import io.haservices.errors.StateConflictException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.storage.BlobSource;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {
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
        leader = world.process().lead();
        jobs = leader.leadership().stateStore("jobs");
    }

    @Test
    void whatWasPutIsReadAndReplacedBytesAreDeleted() throws IOException {
        world.of(leader.put(leader.leadership(), "a/b ..", "one"));
        StateInfo info = world.of(leader.put(leader.leadership(), "a/b ..", "two"));
        assertThat(leader.read("a/b ..")).isEqualTo("two");
        assertThat(info.length()).isEqualTo(3);
        assertThat(world.of(jobs.findAsync("a/b .."))).contains(info);
        assertThat(blobs()).hasSize(1);
        assertThat(world.of(jobs.removeAsync("a/b ..", WriteOptions.any()))).isTrue();
        assertThat(blobs()).isEmpty();
        assertThat(world.of(jobs.removeAsync("a/b ..", WriteOptions.any()))).isFalse();
    }

    @Test
    void conditionalWritesSeeRemovalAndANewBeginning() {
        StateInfo first = world.of(put("a", "one", WriteOptions.ifAbsent()));
        assertThat(world.failureOf(put("a", "two", WriteOptions.ifAbsent())))
                .isInstanceOf(StateConflictException.class);
        world.of(jobs.removeAsync("a", WriteOptions.any()));
        StateInfo second = world.of(put("a", "three", WriteOptions.ifAbsent()));
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(world.failureOf(put("a", "four", WriteOptions.ifVersion(first.version()))))
                .isInstanceOf(StateConflictException.class);
        world.of(put("a", "five", WriteOptions.ifVersion(second.version())));
        assertThat(leader.read("a")).isEqualTo("five");
    }

    @Test
    void aWriteWhoseAnswerWasLostIsFoundOut() {
        for (int i = 0; i < 10; i++) {
            CompletableFuture<StateInfo> write =
                    leader.put(leader.leadership(), "a", "v" + i).toCompletableFuture();
            int steps = i;
            for (int step = 0; step < steps; step++) {
                world.time.step();
            }
            leader.client.link().loseNextAnswer();
            world.of(write);
            assertThat(leader.read("a")).isEqualTo("v" + i);
        }
        assertThat(leader.revoked).isEmpty();
    }

    @Test
    void aRepetitionWithTheSameMarkWritesOnce() throws IOException {
        StateInfo first = world.of(put("a", "one", WriteOptions.any().withMark("m1")));
        StateInfo again = world.of(put("a", "other", WriteOptions.any().withMark("m1")));
        assertThat(again).isEqualTo(first);
        assertThat(leader.read("a")).isEqualTo("one");
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void anUnfencedWriteGoesIntoTheCurrentTermAlsoBeforeTheFirst() {
        Member other = world.process();
        StateStore store = other.services.stateStore("fresh", "jobs", Fence.currentTerm());
        world.of(store.putAsync("a", BlobSource.of(World.bytes("early")), WriteOptions.any()));
        assertThat(world.of(store.readAsync("a"))).isPresent();
        assertThat(world.of(other.services.statusAsync("fresh")).epoch()).isZero();
        assertThat(world.of(other.services.storesAsync("fresh"))).containsExactly("jobs");
    }

    @Test
    void aDamagedBlobIsReportedAndTheOthersStayReadable() throws IOException {
        world.of(leader.put(leader.leadership(), "good", "fine"));
        StateInfo bad = world.of(leader.put(leader.leadership(), "bad", "content"));
        Path blob = Path.of(bad.location());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[3] ^= 1;
        Files.write(blob, bytes);
        assertThat(world.failureOf(jobs.readAsync("bad")))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining(bad.location().toString());
        Files.write(blob, new byte[] {1});
        assertThat(world.failureOf(jobs.openVerifiedAsync("bad"))).hasMessageContaining("only 1 of 7 bytes");
        Files.delete(blob);
        assertThat(world.failureOf(jobs.readAsync("bad"))).hasMessageContaining("missing");
        assertThat(leader.read("good")).isEqualTo("fine");
    }

    @Test
    void theCopyOfAVerifiedStateIsForItsReaderOnly() throws IOException {
        String secret = "secret".repeat(100_000);
        world.of(leader.put(leader.leadership(), "a", secret));
        Set<Path> before = copies();
        try (StateContent content = world.of(jobs.openVerifiedAsync("a")).orElseThrow()) {
            Set<Path> made = copies();
            made.removeAll(before);
            assertThat(made).isNotEmpty();
            for (Path copy : made) {
                assertThat(Files.getPosixFilePermissions(copy))
                        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            }
            assertThat(content.stream().readAllBytes()).isEqualTo(World.bytes(secret));
        }
    }

    private static Set<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("ha-state-"))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    @Test
    void aCutOffPointerIsReportedAndMayBeWrittenOver() {
        world.of(leader.put(leader.leadership(), "good", "fine"));
        world.of(leader.put(leader.leadership(), "bad", "content"));
        Scope scope = Scope.named("main");
        Entry entry =
                world.of(leader.client.get(scope.key("state", "jobs", "bad"))).orElseThrow();
        Bytes cut = Bytes.utf8(entry.value().utf8().substring(0, 20));
        world.of(leader.client.commit(
                scope, List.of(), List.of(new Operation.Replace(entry.key(), entry.version(), cut))));

        assertThat(world.failureOf(jobs.readAsync("bad")))
                .isInstanceOf(DamagedStateException.class)
                .hasMessageContaining("pointer is damaged");
        StateList list = world.of(jobs.listAsync());
        assertThat(list.states()).extracting(StateInfo::name).containsExactly("good");
        assertThat(list.damaged()).hasSize(1);
        world.of(leader.put(leader.leadership(), "bad", "new"));
        assertThat(leader.read("bad")).isEqualTo("new");
    }

    @Test
    void aCounterNeverReturnsAValueTwice() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Long> next =
                    leader.leadership().counter("ids").nextAsync().toCompletableFuture();
            for (int step = 0; step < i % 7; step++) {
                world.time.step();
            }
            if (i % 2 == 0) {
                leader.client.link().loseNextAnswer();
            }
            assertThat(seen.add(world.of(next))).isTrue();
        }
        world.of(leader.leadership().counter("ids").advanceToAsync(1000));
        assertThat(world.of(leader.leadership().counter("ids").nextAsync())).isEqualTo(1001);
        world.of(leader.leadership().counter("ids").advanceToAsync(Long.MAX_VALUE));
        assertThat(world.failureOf(leader.leadership().counter("ids").nextAsync()))
                .isInstanceOf(StateConflictException.class);
    }

    @Test
    void removalClearsEverythingFencesLateWritesAndTellsTheOthers() throws Exception {
        world.of(leader.put(leader.leadership(), "a", "one"));
        world.of(leader.leadership().counter("ids").nextAsync());
        Member other = world.process().start();
        world.pass(Duration.ofSeconds(1));
        Leadership old = leader.leadership();
        Thread removal = new Thread(leader.election::closeAndCleanup);
        removal.start();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (removal.isAlive() && System.nanoTime() < end) {
            world.time.step();
            Thread.onSpinWait();
        }
        removal.join(Duration.ofMinutes(1).toMillis());
        world.await("the other was told", () -> other.errors.size() == 1);

        assertThat(other.errors.get(0)).isInstanceOf(ElectionRemovedException.class);
        assertThat(blobs()).isEmpty();
        assertThat(other.read("a")).isEqualTo("absent");
        StateStore unfenced = other.services.stateStore("main", "jobs", Fence.currentTerm());
        assertThat(world.failureOf(unfenced.putAsync("a", BlobSource.of(World.bytes("lost")), WriteOptions.any())))
                .isInstanceOf(ElectionRemovedException.class);
        Member next = world.process().lead();
        assertThat(next.leadership().epoch()).isGreaterThan(old.epoch() + 1);
        assertThat(world.of(next.leadership().counter("ids").nextAsync())).isEqualTo(1);
        assertThat(world.failureOf(next.services
                        .stateStore("main", "jobs", Fence.epoch(old.epoch()))
                        .putAsync("a", BlobSource.of(World.bytes("late")), WriteOptions.any())))
                .hasMessageContaining("refused");
    }

    @Test
    void oneWhoCompletesARemovalTooLateTakesNothingOfTheNewBeginningAlong() throws InterruptedException {
        for (int step = 0; step < 60; step++) {
            World fresh = new World(step);
            Member first = fresh.process().lead();
            fresh.of(first.put(first.leadership(), "a", "old"));
            Thread removal = new Thread(first.election::closeAndCleanup);
            removal.start();
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (removal.isAlive() && System.nanoTime() < end) {
                fresh.time.step();
                Thread.onSpinWait();
            }
            Member late = fresh.process().start();
            for (int i = 0; i < step; i++) {
                fresh.time.step();
            }
            late.health = World.Health.PAUSED;
            Member next = fresh.process().start();
            fresh.pass(Duration.ofSeconds(20));
            if (next.leads()) {
                fresh.of(next.put(next.leadership(), "a", "new"));
                late.health = World.Health.RUNNING;
                fresh.pass(Duration.ofSeconds(5));
                assertThat(next.read("a")).as("after step " + step).isEqualTo("new");
            }
        }
    }

    private java.util.concurrent.CompletionStage<StateInfo> put(String name, String content, WriteOptions options) {
        return jobs.putAsync(name, BlobSource.of(World.bytes(content)), options);
    }

    private List<Path> blobs() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
