package io.haservices.core.discovery.probe;

import io.haservices.config.ConfigOption;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import java.util.List;

/** Of {@link ProbeCoordination}. */
public final class ProbeCoordinationProvider implements CoordinationProvider {
    @Override
    public String name() {
        return "probe";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public Coordination open(CoordinationContext context) {
        return new ProbeCoordination();
    }
}
