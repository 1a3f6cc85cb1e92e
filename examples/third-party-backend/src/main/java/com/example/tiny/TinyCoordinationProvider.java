package com.example.tiny;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.config.OptionType;
import io.haservices.errors.ConfigurationException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The coordination of {@code high-availability: tiny}. The only class of this backend that HA Services names. */
public final class TinyCoordinationProvider implements CoordinationProvider {
    private static final ConfigOption<String> SERVER = ConfigOption.of(
                    "high-availability.tiny.server", OptionType.STRING)
            .describedAs("Where the tiny server listens, as host:port.");

    private static final ConfigOption<Duration> SESSION_TIMEOUT = ConfigOption.of(
                    "high-availability.tiny.session-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(10))
            .describedAs("How long the server keeps the session of a process that went silent.");

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of(SERVER, SESSION_TIMEOUT);
    }

    @Override
    public List<String> validate(Configuration configuration) {
        Optional<String> given = configuration.find(SERVER);
        if (given.isEmpty()) {
            return List.of("'" + SERVER.key() + "' is not set: write the server's host:port.");
        }
        return given.get().matches("[^:]+:[0-9]{1,5}")
                ? List.of()
                : List.of("'" + SERVER.key() + "' must be host:port, but is '" + given.get() + "'.");
    }

    @Override
    public Coordination open(CoordinationContext context) {
        List<String> problems = validate(context.configuration());
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        String[] server = context.configuration().get(SERVER).split(":");
        InetSocketAddress address = new InetSocketAddress(server[0], Integer.parseInt(server[1]));
        return new TinyCoordination(address, context.configuration().get(SESSION_TIMEOUT), context).start();
    }
}
