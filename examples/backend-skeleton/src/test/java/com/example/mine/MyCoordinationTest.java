package com.example.mine;

import io.haservices.config.Configuration;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.testkit.tck.coordination.CoordinationFixture;
import io.haservices.testkit.tck.coordination.CoordinationTck;
import java.time.Duration;
import java.util.Map;

class MyCoordinationTest extends CoordinationTck {
    @Override
    protected CoordinationFixture fixture() {
        return new CoordinationFixture() {
            @Override
            public Coordination open(String clusterId) {
                return new MyCoordinationProvider()
                        .open(new CoordinationContext(
                                Configuration.of(Map.of()), clusterId, clock(), requestTimeout()));
            }

            @Override
            public Duration requestTimeout() {
                return Duration.ofSeconds(5);
            }

            @Override
            public Duration sessionTimeout() {
                return Duration.ofSeconds(4);
            }

            // Each fault that is overridden here has more of the promises tested: begin with expire and cut.
        };
    }
}
