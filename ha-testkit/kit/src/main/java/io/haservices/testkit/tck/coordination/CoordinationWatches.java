package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.testkit.tck.Rule;
import org.junit.jupiter.api.Test;

/** What a watch tells while all is well: CO-11. */
public abstract class CoordinationWatches extends CoordinationChapter {
    private static final Key KEY = key("state", "a");
    private static final Prefix PREFIX = Prefix.of(SCOPE, "state", "a");

    /** For subclasses. */
    protected CoordinationWatches() {}

    @Test
    @Rule("CO-11")
    void tellsTheStateAsItIs() {
        Coordination writer = client();
        Told empty = watch(client(), PREFIX);
        await("an empty state is told", () -> empty.latestIs(""));
        committed(writer, create(KEY, 1), create(key("state", "a", "b"), 2));
        Told late = watch(client(), PREFIX);
        await("the state is told to a later watch", () -> late.latestIs("1 2"));
    }

    @Test
    @Rule("CO-11")
    void tellsEveryKindOfChange() {
        Coordination writer = client();
        Told told = watch(client(), PREFIX);
        Key below = key("state", "a", "b", "c");
        long first = committed(writer, create(KEY, 1)).get(KEY);
        await("a creation is told", () -> told.latestIs("1"));
        long second = committed(writer, replace(KEY, first, 2)).get(KEY);
        await("a replacement is told", () -> told.latestIs("2"));
        long deep = committed(writer, create(below, 3)).get(below);
        await("a creation beneath is told", () -> told.latestIs("2 3"));
        deep = committed(writer, replace(below, deep, 4)).get(below);
        await("a replacement beneath is told", () -> told.latestIs("2 4"));
        committed(writer, new Operation.Delete(KEY, second));
        await("a deletion is told", () -> told.latestIs("4"));
        committed(writer, new Operation.Delete(below, deep));
        await("the last deletion is told", () -> told.latestIs(""));
        committed(writer, create(KEY, 5));
        await("a new creation is told", () -> told.latestIs("5"));
    }

    @Test
    @Rule("CO-11")
    void tellsThatBoundEntriesVanish() {
        Coordination owner = client();
        Told told = watch(client(), PREFIX);
        committed(owner, bound(owner, key("state", "a", "bound"), 1), create(KEY, 2));
        await("bound and persistent entries are told", () -> told.latestIs("2 1"));
        owner.close();
        await("the end of a bound entry is told", () -> told.latestIs("2"));
    }

    @Test
    @Rule("CO-11")
    void tellsItsPrefixOnly() {
        Coordination writer = client();
        Coordination reader = client();
        Told narrow = watch(reader, PREFIX);
        Told whole = watch(reader, Prefix.of(SCOPE));
        committed(writer, create(key("state", "ab"), 1), create(key("state"), 2), create(KEY, 3));
        await("a whole scope is told", () -> whole.latestIs("2 3 1"));
        await("the prefix is told", () -> narrow.latestIs("3"));
        narrow.states()
                .forEach(state -> state.forEach(entry ->
                        expect(PREFIX.covers(entry.key()), "a watch of " + PREFIX + " told the entry " + entry.key())));
    }

    @Test
    @Rule("CO-11")
    void tellsEveryWatch() {
        Coordination client = client();
        Told first = watch(client, PREFIX);
        Told second = watch(client, PREFIX);
        committed(client, create(KEY, 1));
        await("the client's own change is told", () -> first.latestIs("1"));
        await("it is told to each of two watches", () -> second.latestIs("1"));
    }

    @Test
    @Rule("CO-11")
    void worksWhenMadeBeforeThereIsAConnection() {
        Coordination early = open(clusterId());
        Told told = watch(early, PREFIX);
        Coordination writer = client();
        long version = committed(writer, create(KEY, 1)).get(KEY);
        await("the first state is told", () -> told.latestIs("1"));
        committed(writer, replace(KEY, version, 2));
        await("a change is told", () -> told.latestIs("2"));
    }

    private static Told watch(Coordination client, Prefix prefix) {
        Told told = new Told();
        client.watch(prefix, told);
        return told;
    }
}
