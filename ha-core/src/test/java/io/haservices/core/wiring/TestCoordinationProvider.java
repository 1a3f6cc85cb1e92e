package io.haservices.core.wiring;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.config.OptionType;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import java.util.List;

/** A backend that cannot be opened, found by a service file that a test writes. */
public final class TestCoordinationProvider implements CoordinationProvider {
    static final ConfigOption<String> QUORUM =
            ConfigOption.of("high-availability.test.quorum", OptionType.STRING).describedAs("Where.");

    /** For {@link java.util.ServiceLoader}. */
    public TestCoordinationProvider() {}

    @Override
    public String name() {
        return "test";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of(QUORUM);
    }

    @Override
    public List<String> validate(Configuration configuration) {
        String quorum = configuration.find(QUORUM).orElse("");
        if (quorum.equals("linkage")) {
            throw new NoClassDefFoundError("some/vendor/Client");
        }
        if (configuration.asMap().containsKey("high-availability.test.tls")) {
            return List.of("'high-availability.test.tls' is not supported in this version.");
        }
        return quorum.isEmpty() ? List.of("'high-availability.test.quorum' is not set.") : List.of();
    }

    @Override
    public Coordination open(CoordinationContext context) {
        throw new UnavailableException("the test servers cannot be reached");
    }
}
