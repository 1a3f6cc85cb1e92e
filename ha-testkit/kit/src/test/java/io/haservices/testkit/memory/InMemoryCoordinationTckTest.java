package io.haservices.testkit.memory;

import io.haservices.testkit.tck.coordination.CoordinationFixture;
import io.haservices.testkit.tck.coordination.CoordinationTck;

class InMemoryCoordinationTckTest extends CoordinationTck {
    @Override
    protected CoordinationFixture fixture() {
        return new VirtualFixture(Server::new);
    }
}
