package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.testkit.tck.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** All or none: CO-03. */
public abstract class CoordinationCommits extends CoordinationChapter {
    private static final Key A = key("pair", "a");
    private static final Key B = key("pair", "b");
    private static final Key C = key("c");

    /** For subclasses. */
    protected CoordinationCommits() {}

    @Test
    @Rule("CO-03")
    void doesAllOperationsTogether() {
        Coordination client = client();
        Versions versions = committed(client, create(A, 1), create(B, 1));
        committed(client, replace(A, versions.get(A), 2), new Operation.Delete(B, versions.get(B)), create(C, 2));
        expectEqual(text(read(client, A)), "2", "the value that was replaced");
        absent(client, B, "that was deleted in the same commit");
        expectEqual(text(read(client, C)), "2", "the value that was created");
    }

    @Test
    @Rule("CO-03")
    void doesNothingWhenOneOperationCannotBeDone() {
        Coordination client = client();
        long version = committed(client, create(C, "before")).get(C);
        List<Operation> operations = new ArrayList<>(List.of(
                create(A, "after"),
                new Operation.Replace(key("missing"), 3, bytes("after")),
                create(B, "after"),
                replace(C, version, "after")));
        for (int turn = 0; turn < operations.size(); turn++) {
            Commit answer = commit(client, operations.toArray(Operation[]::new));
            refused(answer, key("missing"), "a commit that replaces what is not there");
            absent(client, A, "of a commit that failed");
            absent(client, B, "of a commit that failed");
            expectEqual(text(read(client, C)), "before", "what a failed commit was to replace");
            Collections.rotate(operations, 1);
        }
    }

    @Test
    @Rule("CO-03")
    void doesNothingWhenAGuardFails() {
        Coordination client = client();
        long version = committed(client, create(C, "before")).get(C);
        List<Guard> guards = List.of(new Guard.Version(C, version), new Guard.Version(key("missing"), 7));
        Commit answer = commit(client, guards, create(A, "after"), create(B, "after"));
        refused(answer, key("missing"), "a commit whose guard does not hold");
        absent(client, A, "of a commit whose guard failed");
        absent(client, B, "of a commit whose guard failed");
    }

    @Test
    @Rule("CO-03")
    void isNeverSeenHalfDone() {
        Coordination writer = client();
        Coordination reader = client();
        Versions versions = committed(writer, create(A, 0), create(B, 0));
        List<CompletionStage<Optional<Entry>>> reads = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            CompletionStage<Commit> writing = writer.commit(
                    SCOPE, List.of(), List.of(replace(A, versions.get(A), i), replace(B, versions.get(B), i)));
            for (Key key : List.of(A, B, A, B, A, B)) {
                reads.add(reader.get(key));
            }
            versions = committed(patience().answer("a commit", writing), "two replacements");
        }
        int latest = 0;
        for (CompletionStage<Optional<Entry>> read : reads) {
            int now = Integer.parseInt(text(patience().answer("a read", read)));
            expect(
                    now >= latest,
                    "of two entries that are always written together, one was read as " + latest
                            + ", and the other then as " + now);
            latest = now;
        }
    }
}
