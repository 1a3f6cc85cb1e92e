package io.haservices.zookeeper;

import io.haservices.errors.ConfigurationException;
import io.haservices.shaded.org.apache.zookeeper.Watcher;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import io.haservices.shaded.org.apache.zookeeper.client.HostProvider;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the client library's handles with properties of their own, so that neither another handle nor the user's own ZooKeeper
 * client is disturbed. The 3.4 library has no such properties: its {@code ZKClientConfig} is looked up, not linked to.
 */
final class Connector {
    private static final String CONFIG = "io.haservices.shaded.org.apache.zookeeper.client.ZKClientConfig";

    private final Map<String, String> properties;

    /**
     * @param properties by the names that {@code ZKClientConfig} has for them; those about TLS and the kind of connection are all that
     *     counts, for system properties of these names are the user's own affair
     */
    Connector(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    /** Whether the library in use has properties for one handle alone. */
    static boolean isSupported() {
        try {
            Class.forName(CONFIG, false, Connector.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** @throws ConfigurationException if there are properties, and the library cannot take any */
    ZooKeeper connect(String servers, int sessionTimeoutMillis, Watcher watcher, boolean mayBeReadOnly)
            throws IOException {
        if (!isSupported()) {
            if (properties.isEmpty()) {
                return new ZooKeeper(servers, sessionTimeoutMillis, watcher, mayBeReadOnly);
            }
            throw new ConfigurationException("The ZooKeeper client " + ClientLibrary.version() + " cannot be given "
                    + properties.keySet() + ". Move the 3.5 or 3.9 client jar into lib/ instead.");
        }
        try {
            Class<?> type = Class.forName(CONFIG, true, Connector.class.getClassLoader());
            Object config = type.getConstructor().newInstance();
            for (String key : TlsProperties.ofTheJvm()) {
                set(config, key, null);
            }
            for (Map.Entry<String, String> property : properties.entrySet()) {
                set(config, property.getKey(), property.getValue());
            }
            if (!TlsProperties.isSecure(properties)) {
                return ZooKeeper.class
                        .getConstructor(String.class, int.class, Watcher.class, boolean.class, type)
                        .newInstance(servers, sessionTimeoutMillis, watcher, mayBeReadOnly, config);
            }
            TlsProperties.quietNetty();
            HostProvider hosts = new NamedHosts(servers);
            return ZooKeeper.class
                    .getConstructor(String.class, int.class, Watcher.class, boolean.class, HostProvider.class, type)
                    .newInstance(servers, sessionTimeoutMillis, watcher, mayBeReadOnly, hosts, config);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("the ZooKeeper client cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the ZooKeeper client is not one that is known", e);
        }
    }

    private static void set(Object config, String key, @Nullable String value) throws ReflectiveOperationException {
        config.getClass().getMethod("setProperty", String.class, String.class).invoke(config, key, value);
    }
}
