package io.haservices.testkit.tck.coordination;

import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Scope;
import io.haservices.testkit.tck.Rule;
import io.haservices.testkit.tck.UnsupportedFault;
import io.haservices.values.Bytes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits and wrong arguments: CO-10, CO-19. */
public abstract class CoordinationLimits extends CoordinationChapter {
    private static final Key KEY = key("entry");
    private static final Key OTHER = key("other");

    /** For subclasses. */
    protected CoordinationLimits() {}

    @Test
    @Rule("CO-10")
    void doesACommitAtTheLimits() {
        Coordination client = client();
        committed(client, creations(Coordination.MAX_KEYS, Coordination.MAX_BYTES / Coordination.MAX_KEYS));
        committed(client, new Operation.Create(KEY, zeros(Coordination.MAX_BYTES)));
        expectEqual(present(client, KEY).value(), zeros(Coordination.MAX_BYTES), "the largest value");
        List<Guard> guards = IntStream.range(0, Coordination.MAX_KEYS - 1)
                .<Guard>mapToObj(i -> new Guard.Version(
                        key("n" + i), present(client, key("n" + i)).version()))
                .toList();
        committed(commit(client, guards, create(OTHER, 1)), "one creation and as many guards as may be");
    }

    @Test
    @Rule("CO-10")
    void refusesTooManyKeys() {
        Coordination client = client();
        refusedAtOnce(client, "one key too many", List.of(), creations(Coordination.MAX_KEYS + 1, 1));
        List<Guard> guards = IntStream.range(0, Coordination.MAX_KEYS)
                .<Guard>mapToObj(i -> new Guard.Version(key("g" + i), 0))
                .toList();
        refusedAtOnce(client, "one key too many with its guards", guards, create(KEY, 1));
    }

    @Test
    @Rule("CO-10")
    void refusesTooManyBytes() {
        Coordination client = client();
        Bytes large = zeros(Coordination.MAX_BYTES);
        refusedAtOnce(client, "a value too large", List.of(), new Operation.Create(KEY, zeros(large.length() + 1)));
        refusedAtOnce(
                client, "values together too large", List.of(), new Operation.Create(KEY, large), create(OTHER, 1));
    }

    @Test
    @Rule("CO-10")
    void refusesWhatMakesNoSense() {
        Coordination client = client();
        Bytes empty = Bytes.utf8("");
        Guard guard = new Guard.Version(KEY, 0);
        refusedAtOnce(client, "no operation", List.of());
        refusedAtOnce(client, "an empty value", List.of(), create(OTHER, 1), new Operation.Create(KEY, empty));
        refusedAtOnce(client, "an empty replacement", List.of(), new Operation.Replace(KEY, 0, empty));
        refusedAtOnce(client, "a key twice", List.of(), create(KEY, 1), create(OTHER, 1), create(KEY, 2));
        refusedAtOnce(client, "a guard on the key that is written", List.of(guard), replace(KEY, 0, 2));
        refusedAtOnce(client, "a guard twice", List.of(guard, guard), create(OTHER, 1));
        Key foreign = Scope.named("another").key("entry");
        refusedAtOnce(client, "a key of another scope", List.of(), create(OTHER, 1), create(foreign, 1));
        refusedAtOnce(client, "a guard in another scope", List.of(new Guard.Version(foreign, 0)), create(OTHER, 1));
    }

    @Test
    @Rule("CO-19")
    void refusesATakeOverThatIsNotDeclared() {
        Coordination client = client();
        lacks(client, Capability.TAKE_OVER);
        Operation takeOver =
                new Operation.TakeOver(KEY, bytes(1), client.session().id());
        unsupported(client, List.of(), takeOver);
    }

    @Test
    @Rule("CO-19")
    void refusesAnIncarnationGuardThatIsNotDeclared() {
        Coordination client = client();
        lacks(client, Capability.INCARNATION_GUARD);
        committed(client, create(KEY, 1));
        unsupported(
                client, List.of(new Guard.Incarnation(KEY, present(client, KEY).incarnation())), create(OTHER, 1));
    }

    private static void lacks(Coordination client, Capability capability) {
        if (client.capabilities().contains(capability)) {
            throw new UnsupportedFault("this backend declares " + capability + ", so there is nothing to refuse");
        }
    }

    private void refusedAtOnce(Coordination client, String what, List<Guard> guards, Operation... operations) {
        Object answer = thrown(client, guards, operations);
        expect(answer instanceof IllegalArgumentException, "a commit with " + what + " led to " + answer);
        expectEqual(list(client, Prefix.of(SCOPE)), List.of(), "what is there after a commit with " + what);
    }

    private void unsupported(Coordination client, List<Guard> guards, Operation... operations) {
        int before = list(client, Prefix.of(SCOPE)).size();
        Object answer = thrown(client, guards, operations);
        expect(answer instanceof UnsupportedCapabilityException, "using an undeclared capability led to " + answer);
        expectEqual(list(client, Prefix.of(SCOPE)).size(), before, "the number of entries after it");
    }

    private Object thrown(Coordination client, List<Guard> guards, Operation... operations) {
        try {
            return patience().answer("a wrong commit", client.commit(SCOPE, guards, List.of(operations)));
        } catch (IllegalArgumentException | UnsupportedCapabilityException e) {
            return e;
        }
    }

    private static Operation[] creations(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Operation.Create(key("n" + i), zeros(length)))
                .toArray(Operation[]::new);
    }

    private static Bytes zeros(int length) {
        return Bytes.of(new byte[length]);
    }
}
