package io.haservices.testkit.memory;

import io.haservices.testkit.tck.coordination.CoordinationFixture;
import io.haservices.testkit.tck.coordination.CoordinationTck;
import java.util.function.Function;

/** The TCK for whichever backend is under test; run by {@link CoordinationMutantsTest}, not by the build. */
class MutatedCoordination extends CoordinationTck {
    static final ThreadLocal<Function<InMemorySettings, Server>> SERVER = ThreadLocal.withInitial(() -> Server::new);

    @Override
    protected CoordinationFixture fixture() {
        return new VirtualFixture(SERVER.get());
    }
}
