package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Scope;
import io.haservices.testkit.tck.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a list holds: CO-02. */
public abstract class CoordinationLists extends CoordinationChapter {
    /** For subclasses. */
    protected CoordinationLists() {}

    @Test
    @Rule("CO-02")
    void listsWholeSegmentsOnly() {
        Coordination client = client();
        List<Key> beneath = List.of(key("state", "a"), key("state", "a", "x"), key("state", "a", "x", "y"));
        beneath.forEach(key -> committed(client, create(key, "in")));
        for (String other : List.of("ab", "a.b", "a-b", "A", "\u00e4", "b")) {
            committed(client, create(key("state", other), "out"));
        }
        committed(client, create(key("a"), "out"));

        expectEqual(keys(list(client, Prefix.of(SCOPE, "state", "a"))), beneath, "the list beneath state/a");
        expectEqual(list(client, Prefix.of(SCOPE, "stat")), List.of(), "the list beneath stat");
    }

    @Test
    @Rule("CO-02")
    void listsEverythingSortedByPathAndWithValues() {
        Coordination client = client();
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, 150).boxed().toList());
        Collections.reverse(numbers);
        for (int from = 0; from < numbers.size(); from += 50) {
            List<Operation> operations = numbers.subList(from, from + 50).stream()
                    .map(i -> create(key("many", "n" + i), "value " + i))
                    .toList();
            committed(client, operations.toArray(Operation[]::new));
        }
        committed(client, create(key("many", "n1", "sub"), "value"), bound(client, key("many", "n1-bound"), "bound"));

        List<Entry> listed = list(client, Prefix.of(SCOPE, "many"));
        List<String> paths = listed.stream().map(entry -> entry.key().path()).toList();
        expectEqual(paths, paths.stream().sorted().toList(), "the order of a list");
        expectEqual(listed.size(), 152, "the number of entries listed");
        for (Entry entry : listed) {
            expectEqual(Optional.of(entry), read(client, entry.key()), "an entry of a list");
        }
    }

    @Test
    @Rule("CO-02")
    void listsAWholeScopeAndNothingOfAnother() {
        Coordination client = client();
        Key own = key("x", "y");
        Key foreign = Scope.named("scope2").key("x", "y");
        committed(client, create(own, "own"));
        committed(
                patience().answer("a commit", client.commit(foreign.scope(), List.of(), List.of(create(foreign, 1)))),
                foreign);

        expectEqual(keys(list(client, Prefix.of(SCOPE))), List.of(own), "the list of a whole scope");
        expectEqual(list(client, Prefix.of(Scope.named("none"))), List.of(), "the list of a scope without entries");
        expectEqual(
                patience().answer("listing the scopes", client.scopes()),
                List.of(SCOPE, foreign.scope()),
                "the list of scopes");
    }

    @Test
    @Rule("CO-02")
    void keepsClustersApart() {
        Coordination client = client();
        Coordination nested = active(open(clusterId() + "/nested"));
        Coordination sibling = active(open(clusterId() + "2"));
        committed(client, create(key("x"), "own"));
        committed(nested, create(key("y"), "nested"));

        expectEqual(keys(list(client, Prefix.of(SCOPE))), List.of(key("x")), "the list in a cluster");
        expectEqual(
                patience().answer("listing the scopes", client.scopes()), List.of(SCOPE), "the scopes of a cluster");
        expectEqual(keys(list(nested, Prefix.of(SCOPE))), List.of(key("y")), "the list in a cluster within its path");
        expectEqual(list(sibling, Prefix.of(SCOPE)), List.of(), "the list in a cluster beside it");
        absent(nested, key("x"), "of another cluster");
    }

    @Test
    @Rule("CO-02")
    void listsNothingThatWasDeleted() {
        Coordination client = client();
        long version = committed(client, create(key("a", "b", "c"), 1)).get(key("a", "b", "c"));
        expectEqual(keys(list(client, Prefix.of(SCOPE, "a"))), List.of(key("a", "b", "c")), "a list");
        committed(client, new Operation.Delete(key("a", "b", "c"), version));
        expectEqual(list(client, Prefix.of(SCOPE, "a")), List.of(), "a list after the deletion");
        absent(client, key("a", "b"), "which is only a part of a path");
    }

    private static List<Key> keys(List<Entry> entries) {
        return entries.stream().map(Entry::key).toList();
    }
}
