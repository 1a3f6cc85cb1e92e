package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.values.Bytes;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where a mutant's change goes. */
final class Mutations {
    private Mutations() {}

    static Function<InMemorySettings, Server> engine(Supplier<Engine> engine) {
        return settings -> new Server(settings) {
            @Override
            Engine newEngine() {
                return engine.get();
            }
        };
    }

    static Function<InMemorySettings, Server> client(BiFunction<Server, Connection, InMemoryCoordination> client) {
        return settings -> new Server(settings) {
            @Override
            InMemoryCoordination newClient(Connection connection) {
                return client.apply(this, connection);
            }
        };
    }

    static Function<InMemorySettings, Server> session(Function<InMemorySettings, ClientSession> session) {
        return settings -> new Server(settings) {
            @Override
            ClientSession newClientSession() {
                return session.apply(settings);
            }
        };
    }

    static Entry with(Entry old, Bytes value, long version, long incarnation) {
        return new Entry(old.key(), value, version, incarnation, old.session());
    }

    static boolean lastSegmentIs(Key key, String segment) {
        return key.path().endsWith("/" + segment) || key.path().equals(segment);
    }
}
