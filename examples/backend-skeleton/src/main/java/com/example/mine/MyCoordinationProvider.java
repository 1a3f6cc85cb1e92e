package com.example.mine;

import io.haservices.config.ConfigOption;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import java.util.List;

/** The coordination of {@code high-availability: mine}. */
public final class MyCoordinationProvider implements CoordinationProvider {
    @Override
    public String name() {
        return "mine";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public Coordination open(CoordinationContext context) {
        return new MyCoordination();
    }
}
