package io.haservices.testkit.memory;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds in-memory coordination by {@code high-availability: memory}. All that name the same {@link #NAME} in this JVM share
 * one service, which lives as long as the JVM; {@link #service(String)} hands it out for faults.
 */
public final class InMemoryCoordinationProvider implements CoordinationProvider {
    /** Which service of this JVM. */
    public static final ConfigOption<String> NAME = ConfigOption.of("high-availability.memory.name", OptionType.STRING)
            .defaultTo("default")
            .describedAs("Which in-memory coordination service of this JVM: those that name the same one share it.");

    private static final Map<String, InMemoryCoordinationService> SERVICES = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public InMemoryCoordinationProvider() {}

    /** The service of this name, started in real time when there is none. */
    public static InMemoryCoordinationService service(String name) {
        return SERVICES.computeIfAbsent(
                name,
                missing -> InMemoryCoordinationService.start(
                        "memory-" + missing, InMemorySettings.DEFAULT_SESSION_TIMEOUT));
    }

    /** Makes this the service of a name from now on, for instance one in virtual time. */
    public static void publish(String name, InMemoryCoordinationService service) {
        SERVICES.put(name, service);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of(NAME);
    }

    @Override
    public Map<String, String> describe() {
        return Map.of("service", "in memory");
    }

    /** {@inheritDoc} The context's clock must run with the service's: {@code MonotonicClock.SYSTEM} unless published otherwise. */
    @Override
    public Coordination open(CoordinationContext context) {
        String name = context.configuration().get(NAME);
        return service(name).open(context.clusterId(), context.requestTimeout());
    }
}
