package io.haservices.zookeeper;

import io.haservices.errors.ConfigurationException;
import io.haservices.shaded.org.apache.zookeeper.Watcher;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * Makes the client library's handles with properties of their own, so that neither another handle nor the user's own ZooKeeper
 * client is disturbed. The 3.4 library has no such properties: its {@code ZKClientConfig} is looked up, not linked to.
 */
final class Connector {
    private static final String CONFIG = "io.haservices.shaded.org.apache.zookeeper.client.ZKClientConfig";

    private final Map<String, String> properties;

    /** @param properties by the names that {@code ZKClientConfig} has for them; empty means none but the JVM's own */
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
        if (properties.isEmpty()) {
            return new ZooKeeper(servers, sessionTimeoutMillis, watcher, mayBeReadOnly);
        }
        if (!isSupported()) {
            throw new ConfigurationException("The ZooKeeper client " + ClientLibrary.version() + " cannot be given "
                    + properties.keySet() + ". Move the 3.5 or 3.9 client jar into lib/ instead.");
        }
        try {
            Class<?> type = Class.forName(CONFIG, true, Connector.class.getClassLoader());
            Object config = type.getConstructor().newInstance();
            for (Map.Entry<String, String> property : properties.entrySet()) {
                type.getMethod("setProperty", String.class, String.class)
                        .invoke(config, property.getKey(), property.getValue());
            }
            Constructor<ZooKeeper> constructor =
                    ZooKeeper.class.getConstructor(String.class, int.class, Watcher.class, boolean.class, type);
            return constructor.newInstance(servers, sessionTimeoutMillis, watcher, mayBeReadOnly, config);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("the ZooKeeper client cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the ZooKeeper client is not one that is known", e);
        }
    }
}
