package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.Leadership;
import io.haservices.StateInfo;
import io.haservices.WriteOptions;
import io.haservices.check.CheckListener;
import io.haservices.check.CheckOptions;
import io.haservices.check.CheckReport;
import io.haservices.check.Finding;
import io.haservices.check.OriginFinding;
import io.haservices.check.Treatment;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody cleans up by itself here. */
class StorageCheckTest {
    private static final CheckOptions LOOK = CheckOptions.look();
    private static final CheckOptions REPAIR = LOOK.repairing();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private World world;

    @SuppressWarnings("NullAway.Init")
    private Member leader;

    @BeforeEach
    void newWorld() {
        world = new World(directory, 1);
        leader = process().lead();
        put("good", "fine");
    }

    private Member process() {
        return world.process("high-availability.cleanup.interval", "0");
    }

    @Test
    void nothingIsFoundWhereAllIsWell() {
        CheckReport report = check(LOOK);

        assertThat(report.findings()).isEmpty();
        assertThat(report.otherOrigins()).isEmpty();
        assertThat(report.states()).isEqualTo(1);
        assertThat(report.bytesRead()).isEqualTo(4);
        assertThat(report.epoch()).isEqualTo(leader.leadership().epoch());
    }

    @Test
    void anUnnamedBlobIsGarbageOnceItsTermIsOver() {
        BlobName left = leftBehind("good");
        assertThat(check(REPAIR).underWay()).isEqualTo(1);
        assertThat(there(left)).isTrue();
        nextTerm();

        CheckReport shown = check(LOOK);
        assertThat(kinds(shown)).containsExactly(Map.entry(Finding.Kind.GARBAGE, 1L));
        assertThat(shown.findings().get(0).subject()).isEqualTo(left.path());
        assertThat(shown.any(Treatment.LEFT)).isTrue();
        assertThat(there(left)).isTrue();

        assertThat(check(REPAIR).findings()).extracting(Finding::treatment).containsExactly(Treatment.REMOVED);
        assertThat(there(left)).isFalse();
        assertThat(check(LOOK).findings()).isEmpty();
        assertThat(leader.read("good")).isEqualTo("fine");
    }

    @Test
    void aWriteThatHasNotEndedIsGarbageOnceItsTermIsOver() throws IOException {
        Path file = incompleteFile(leader.leadership().epoch());
        assertThat(check(REPAIR).incompleteUnderWay()).isEqualTo(1);
        assertThat(file).exists();
        nextTerm();

        assertThat(kinds(check(LOOK))).containsExactly(Map.entry(Finding.Kind.INCOMPLETE, 1L));
        assertThat(file).exists();
        check(REPAIR);
        assertThat(file).doesNotExist();
    }

    private enum Damage {
        FLIPPED(Finding.Kind.DAMAGED_BYTES),
        CUT_OFF(Finding.Kind.DAMAGED_BYTES),
        LONGER(Finding.Kind.DAMAGED_BYTES),
        EMPTY(Finding.Kind.DAMAGED_BYTES),
        MISSING(Finding.Kind.MISSING_BYTES),
        POINTER_CUT_OFF(Finding.Kind.DAMAGED_POINTER),
        POINTER_ELSEWHERE(Finding.Kind.DAMAGED_POINTER);

        private final Finding.Kind kind;

        Damage(Finding.Kind kind) {
            this.kind = kind;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDamagedIsQuarantinedAndNothingOfItIsLost(Damage damage) throws IOException {
        StateInfo bad = put("bad", "content");
        BlobName left = leftBehind("bad");
        nextTerm();
        damage(bad, damage);

        CheckReport shown = check(LOOK);
        assertThat(kinds(shown)).containsEntry(damage.kind, 1L).doesNotContainKey(Finding.Kind.GARBAGE);
        Finding found = only(shown, damage.kind);
        assertThat(found.treatment()).isEqualTo(Treatment.LEFT);
        assertThat(found.subject()).contains("state/jobs/bad");
        assertThat(found.detail()).contains("bad", "other states stay readable");

        assertThat(only(check(REPAIR), damage.kind).treatment()).isEqualTo(Treatment.QUARANTINED);
        assertThat(leader.read("bad")).isEqualTo("absent");
        assertThat(leader.read("good")).isEqualTo("fine");
        nextTerm();

        CheckReport after = check(REPAIR);
        assertThat(after.any(Treatment.LEFT)).isFalse();
        assertThat(after.any(Treatment.REMOVED)).isFalse();
        assertThat(kinds(after)).containsOnlyKeys(Finding.Kind.QUARANTINED);
        assertThat(there(left)).isTrue();
        assertThat(Files.exists(Path.of(bad.location()))).isEqualTo(damage != Damage.MISSING);

        put("bad", "new");
        assertThat(leader.read("bad")).isEqualTo("new");
        assertThat(check(REPAIR.purging()).any(Treatment.REMOVED)).isTrue();
        check(REPAIR);
        assertThat(check(LOOK).findings()).isEmpty();
        assertThat(there(left)).isFalse();
        assertThat(leader.read("bad")).isEqualTo("new");
    }

    @Test
    void withoutReadingOnlyMissingBytesAreSeen() throws IOException {
        StateInfo flipped = put("flipped", "content");
        StateInfo missing = put("missing", "content");
        damage(flipped, Damage.FLIPPED);
        damage(missing, Damage.MISSING);

        CheckReport quick = check(LOOK.quick());

        assertThat(kinds(quick)).containsExactly(Map.entry(Finding.Kind.MISSING_BYTES, 1L));
        assertThat(quick.bytesRead()).isZero();
        assertThat(kinds(check(LOOK))).containsKeys(Finding.Kind.DAMAGED_BYTES, Finding.Kind.MISSING_BYTES);
    }

    @Test
    void aStorageInWhichNothingIsThereIsNotBelieved() throws IOException {
        StateInfo other = put("other", "content");
        StateInfo good = world.of(leader.leadership().stateStore("jobs").findAsync("good"))
                .orElseThrow();
        damage(other, Damage.MISSING);
        damage(good, Damage.MISSING);

        CheckReport report = check(REPAIR);

        assertThat(report.findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.treatment()).isEqualTo(Treatment.LEFT);
            assertThat(finding.detail()).contains("mounted");
        });
        assertThat(world.of(leader.leadership().stateStore("jobs").listAsync()).states())
                .hasSize(2);
    }

    @Test
    void namesThatAreNotUnderstoodAreNeverTouched() {
        String origin = origin();
        List<BlobName> names = List.of(
                BlobName.of("cluster", "main", origin, "jobs", "good", "quarantine-7"),
                BlobName.of("cluster", "main", origin, "jobs", "good", "01-x"),
                BlobName.of("cluster", "main", origin, "jobs", "good", "1-"),
                BlobName.of("cluster", "main", origin, "jobs", "good", "99999999999999999999-x"),
                BlobName.of("cluster", "main", origin, "jobs", "x", "1-x", "beneath"),
                BlobName.of("cluster", "main", "lonely"));
        names.forEach(name -> world.storage().write(name, BlobSource.of(World.bytes("?"))));
        nextTerm();

        CheckReport report = check(REPAIR.withOrigin("lonely"));

        assertThat(kinds(report)).containsExactly(Map.entry(Finding.Kind.UNKNOWN_NAME, (long) names.size()));
        assertThat(names).allMatch(this::there);
    }

    @Test
    void blobsOfALaterTermTellOfACoordinationServiceThatWentBack() {
        BlobName left = leftBehind("good");
        nextTerm();
        BlobName later = blob("good", 1_000_000);

        CheckReport report = check(REPAIR);

        assertThat(kinds(report))
                .containsOnly(Map.entry(Finding.Kind.LATER_TERM, 1L), Map.entry(Finding.Kind.QUARANTINED, 1L));
        assertThat(there(later)).isTrue();
        assertThat(there(left)).isTrue();
        world.storage().delete(List.of(later));
        assertThat(kinds(check(REPAIR))).containsExactly(Map.entry(Finding.Kind.GARBAGE, 1L));
    }

    @Test
    void otherOriginsAreReportedAndGoOnlyWhenTheyAreNamed() throws IOException {
        String before = origin();
        BlobName left = leftBehind("good");
        Path file = incompleteFile(leader.leadership().epoch());
        world.service = world.newService("two");
        leader = process().lead();
        put("new", "x");

        CheckReport report = check(REPAIR);
        OriginFinding other = report.otherOrigins().get(0);
        assertThat(report.findings()).isEmpty();
        assertThat(other.origin()).isEqualTo(before);
        assertThat(other.blobs()).isEqualTo(2);
        assertThat(other.incomplete()).isEqualTo(1);
        assertThat(other.bytes()).isEmpty();
        assertThat(other.highestEpoch()).isLessThan(leader.leadership().epoch());
        assertThat(other.treatment()).isEqualTo(Treatment.LEFT);
        assertThat(there(left)).isTrue();

        assertThat(check(LOOK.withOrigin(before)).otherOrigins().get(0).bytes()).hasValue(4 + 4);
        assertThat(world.failureOf(checkAsync(REPAIR.withOrigin(origin()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("current origin");
        assertThat(check(REPAIR.withOrigin("elsewhere")).any(Treatment.REMOVED)).isFalse();

        assertThat(check(REPAIR.withOrigin(before)).otherOrigins().get(0).treatment())
                .isEqualTo(Treatment.REMOVED);
        assertThat(check(LOOK).otherOrigins()).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(leader.read("new")).isEqualTo("x");
    }

    @Test
    void withoutAnEpochEntryNothingIsGarbage() {
        String before = origin();
        nextTerm();
        leftBehind("good");
        nextTerm();
        long highest = leader.leadership().epoch() - 1;
        world.service = world.newService("two");
        leader = process();
        assertThat(world.of(leader.services.electionsAsync())).isEmpty();
        assertThat(world.of(leader.services.storedElectionsAsync())).containsExactly("main");

        CheckReport report = check(REPAIR.withOrigin(before));

        assertThat(report.origin()).isEmpty();
        assertThat(report.findings()).isEmpty();
        assertThat(report.otherOrigins()).hasSize(1);
        assertThat(report.otherOrigins().get(0).treatment()).isEqualTo(Treatment.LEFT);
        assertThat(report.otherOrigins().get(0).detail()).contains("start election 'main'");
        leader.lead();
        assertThat(leader.leadership().epoch()).isGreaterThan(highest);
    }

    @Test
    void aBlobOfAnotherOriginThatAPointerNamesIsNotRemoved() {
        BlobName foreign = BlobName.of("cluster", "main", "copied", "jobs", "good", "1-x");
        world.storage().write(foreign, BlobSource.of(World.bytes("fine")));
        Entry pointer = pointer("good");
        replace(
                pointer,
                pointer.value().utf8().replaceFirst("\"blob\":\"[^\"]*\"", "\"blob\":\"" + foreign.path() + "\""));
        assertThat(leader.read("good")).isEqualTo("fine");

        CheckReport report = check(REPAIR.withOrigin("copied"));

        assertThat(report.otherOrigins().get(0).named()).isEqualTo(1);
        assertThat(report.otherOrigins().get(0).treatment()).isEqualTo(Treatment.LEFT);
        assertThat(leader.read("good")).isEqualTo("fine");
    }

    @Test
    void whatARemovedElectionLeftBehindIsGarbage() throws InterruptedException {
        Leadership old = leader.leadership();
        BlobName left = leftBehind("good");
        Thread removal = new Thread(leader.election::closeAndCleanup);
        removal.start();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (removal.isAlive() && System.nanoTime() < end) {
            world.time.step();
            Thread.onSpinWait();
        }
        removal.join();
        world.storage().write(left, BlobSource.of(World.bytes("late")));

        CheckReport report = check(REPAIR);

        assertThat(report.removed()).isTrue();
        assertThat(report.epoch()).isEqualTo(old.epoch() + 1);
        assertThat(kinds(report)).containsExactly(Map.entry(Finding.Kind.GARBAGE, 1L));
        assertThat(there(left)).isFalse();
    }

    @Test
    void aCrashAtAnyStepOfAWriteOrRemovalLeavesNothingThatARepairDoesNotFind() {
        int garbage = 0;
        for (int step = 0; step < 40; step++) {
            for (boolean removal : new boolean[] {false, true}) {
                World fresh = new World(step);
                Member dying =
                        fresh.process("high-availability.cleanup.interval", "0").lead();
                fresh.of(dying.put(dying.leadership(), "a", "one"));
                Object unused = removal
                        ? dying.leadership().stateStore("jobs").removeAsync("a", WriteOptions.any())
                        : dying.put(dying.leadership(), "a", "two");
                for (int i = 0; i < step; i++) {
                    fresh.time.step();
                }
                dying.crash();
                Member next =
                        fresh.process("high-availability.cleanup.interval", "0").lead();
                CheckReport report = fresh.of(next.services.checkAsync("main", REPAIR, CheckListener.NONE));
                assertThat(report.any(Treatment.LEFT)).as("%s", report).isFalse();
                assertThat(report.any(Treatment.QUARANTINED)).as("%s", report).isFalse();
                garbage += report.findings().size();
                assertThat(next.read("a")).isIn("one", removal ? "absent" : "two");
                assertThat(fresh.storage().list("")).hasSize(next.read("a").equals("absent") ? 0 : 1);
            }
        }
        assertThat(garbage).isPositive();
    }

    @Test
    void aListenerLearnsHowFarItIs() {
        put("other", "content");
        List<String> told = new ArrayList<>();

        world.of(leader.services.checkAsync(
                "main", LOOK, progress -> told.add(progress.step() + " " + progress.done() + "/" + progress.total())));

        assertThat(told).containsExactly("LISTING 0/0", "READING 0/2", "READING 1/2", "READING 2/2");
    }

    private CheckReport check(CheckOptions options) {
        return world.of(checkAsync(options));
    }

    private java.util.concurrent.CompletionStage<CheckReport> checkAsync(CheckOptions options) {
        return leader.services.checkAsync("main", options, CheckListener.NONE);
    }

    private StateInfo put(String name, String content) {
        return world.of(leader.put(leader.leadership(), name, content));
    }

    private void nextTerm() {
        int terms = leader.granted.size();
        leader.leadership().resign();
        world.await("another term", () -> leader.granted.size() > terms && leader.leads());
    }

    private String origin() {
        return world.of(leader.services.statusAsync("main")).origin();
    }

    /** What a writer leaves that died between bytes and pointer. */
    private BlobName leftBehind(String name) {
        return blob(name, leader.leadership().epoch());
    }

    private BlobName blob(String name, long epoch) {
        BlobName blob = BlobName.of("cluster", "main", origin(), "jobs", name, epoch + "-mark-id");
        world.storage().write(blob, BlobSource.of(World.bytes("left")));
        return blob;
    }

    private boolean there(BlobName blob) {
        return world.storage().list(blob.path()).contains(blob);
    }

    private Path incompleteFile(long epoch) throws IOException {
        Path folder = directory.resolve("cluster/main/" + origin() + "/jobs/good");
        return Files.write(folder.resolve(".incomplete-0123456789abcdef-" + epoch + "-mark-id"), new byte[10]);
    }

    private Entry pointer(String name) {
        return world.of(leader.client.get(Scope.named("main").key("state", "jobs", name)))
                .orElseThrow();
    }

    private void replace(Entry entry, String value) {
        world.of(leader.client.commit(
                entry.key().scope(),
                List.of(),
                List.of(new Operation.Replace(entry.key(), entry.version(), Bytes.utf8(value)))));
    }

    private void damage(StateInfo info, Damage damage) throws IOException {
        Path file = Path.of(URI.create(info.location().toString()));
        byte[] bytes = Files.readAllBytes(file);
        switch (damage) {
            case FLIPPED -> {
                bytes[3] ^= 1;
                Files.write(file, bytes);
            }
            case CUT_OFF -> Files.write(file, java.util.Arrays.copyOf(bytes, 3));
            case LONGER -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length + 1));
            case EMPTY -> Files.write(file, new byte[0]);
            case MISSING -> Files.delete(file);
            case POINTER_CUT_OFF -> {
                Entry entry = pointer(info.name());
                replace(entry, entry.value().utf8().substring(0, 30));
            }
            case POINTER_ELSEWHERE -> {
                Entry entry = pointer(info.name());
                replace(entry, entry.value().utf8().replace("cluster/main/", "cluster/elsewhere/"));
            }
        }
    }

    private static Finding only(CheckReport report, Finding.Kind kind) {
        List<Finding> found = report.findings().stream()
                .filter(finding -> finding.kind() == kind)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Map<Finding.Kind, Long> kinds(CheckReport report) {
        return report.findings().stream().collect(Collectors.groupingBy(Finding::kind, Collectors.counting()));
    }
}
