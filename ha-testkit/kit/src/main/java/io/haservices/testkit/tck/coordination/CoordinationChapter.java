package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.coordination.Session.State;
import io.haservices.testkit.tck.Judge;
import io.haservices.testkit.tck.UnsupportedFault;
import io.haservices.testkit.tck.Verdict;
import io.haservices.values.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chapters have in common: clients in a fresh cluster for each test, and verbs that wait and judge. */
@ExtendWith(Judge.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
public abstract class CoordinationChapter {
    /** The scope in which tests work, unless they need several. */
    static final Scope SCOPE = Scope.named("scope");

    private final List<Coordination> clients = new ArrayList<>();
    private String clusterId;
    private CoordinationFixture fixture;
    private Verdict verdict;
    private Patience patience;

    /** For subclasses. */
    protected CoordinationChapter() {}

    /** The fixture for the next test; may be the same for all. */
    protected abstract CoordinationFixture fixture();

    @BeforeEach
    void begin(TestInfo test) {
        fixture = fixture();
        clusterId = "tck-" + UUID.randomUUID();
        verdict = Verdict.of(test.getTestMethod().orElseThrow());
        patience = new Patience(fixture, verdict);
    }

    @AfterEach
    void end() {
        try {
            clients.forEach(Coordination::close);
            clients.clear();
        } finally {
            fixture.reset();
        }
    }

    final CoordinationFixture faults() {
        return fixture;
    }

    final Patience patience() {
        return patience;
    }

    final String clusterId() {
        return clusterId;
    }

    final long now() {
        return fixture.clock().nanoTime();
    }

    /** A client that may not be connected yet. */
    final Coordination open(String cluster) {
        Coordination client = fixture.open(cluster);
        clients.add(client);
        return client;
    }

    /** A connected client of the test's cluster. */
    final Coordination client() {
        return active(open(clusterId));
    }

    final Coordination active(Coordination client) {
        await("a client is connected", () -> client.session().state() == State.ACTIVE);
        return client;
    }

    final void needs(Coordination client, Capability capability) {
        if (!client.capabilities().contains(capability)) {
            throw new UnsupportedFault("this backend does not declare " + capability);
        }
    }

    final void expect(boolean holds, String seen) {
        verdict.expect(holds, seen);
    }

    final void expectEqual(Object actual, Object expected, String what) {
        verdict.expectEqual(actual, expected, what);
    }

    final void await(String awaited, java.util.function.BooleanSupplier condition) {
        patience.await(awaited, condition);
    }

    static Key key(String... names) {
        return SCOPE.key(names);
    }

    static Bytes bytes(Object value) {
        return Bytes.utf8(String.valueOf(value));
    }

    static Operation create(Key key, Object value) {
        return new Operation.Create(key, bytes(value));
    }

    static Operation replace(Key key, long version, Object value) {
        return new Operation.Replace(key, version, bytes(value));
    }

    static Operation bound(Coordination client, Key key, Object value) {
        return new Operation.CreateBound(key, bytes(value), client.session().id());
    }

    final Commit commit(Coordination client, Operation... operations) {
        return commit(client, List.of(), operations);
    }

    final Commit commit(Coordination client, List<Guard> guards, Operation... operations) {
        return patience.answer("a commit", client.commit(SCOPE, guards, List.of(operations)));
    }

    /** The versions of a commit that must succeed. */
    final Versions committed(Coordination client, Operation... operations) {
        return committed(commit(client, operations), List.of(operations));
    }

    final Versions committed(Commit answer, Object what) {
        if (answer instanceof Commit.Committed done) {
            return new Versions(done.versions(), verdict);
        }
        throw verdict.broken("the commit of " + what + " was answered " + answer);
    }

    /** The commit must have failed on this key. */
    final void refused(Commit answer, Key key, String what) {
        expectEqual(answer, new Commit.GuardFailed(key), "the answer to " + what);
    }

    final Optional<Entry> read(Coordination client, Key key) {
        return patience.answer("reading " + key, client.get(key));
    }

    final Entry present(Coordination client, Key key) {
        return read(client, key).orElseThrow(() -> verdict.broken("there is no entry at " + key));
    }

    final void absent(Coordination client, Key key, String why) {
        expectEqual(read(client, key), Optional.empty(), "the entry at " + key + " " + why);
    }

    final List<Entry> list(Coordination client, Prefix prefix) {
        return patience.answer("listing " + prefix, client.list(prefix));
    }

    /** What an entry is judged by, readable. */
    static String text(Optional<Entry> entry) {
        return entry.map(found -> found.value().utf8()).orElse("nothing");
    }
}
