package io.haservices.spi.coordination;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import java.util.List;
import java.util.Map;

/**
 * How a coordination backend is found: with {@link java.util.ServiceLoader}, by its {@link #name()}. The only class of a
 * backend that others see. Its constructor does nothing.
 */
public interface CoordinationProvider {
    /** The value of {@code high-availability} that selects it, in lower case. */
    String name();

    /** Its options, for the reference, validation and "did you mean". */
    List<ConfigOption<?>> options();

    /** What is wrong with the configuration beyond single values, one sentence a problem; no I/O but on local files. */
    default List<String> validate(Configuration configuration) {
        return List.of();
    }

    /** What to show in {@code ha version}: which client library, from which jar. No I/O beyond the class path. */
    default Map<String, String> describe() {
        return Map.of();
    }

    /**
     * Opens a client. Starts to connect and returns without waiting for the connection; the session is
     * {@link Session.State#CONNECTING} then.
     *
     * @throws io.haservices.errors.ConfigurationException when the configuration cannot work
     */
    Coordination open(CoordinationContext context);
}
