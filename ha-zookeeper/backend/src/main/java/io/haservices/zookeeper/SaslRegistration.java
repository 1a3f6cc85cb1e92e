package io.haservices.zookeeper;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What the JVM and the client library know of the login of one client, from its opening to its closing. As little as possible of it is the whole
 * JVM's.
 */
final class SaslRegistration implements AutoCloseable {
    private final SaslSettings settings;
    private final boolean shared = !Connector.isSupported();
    /** Empty if the JVM's login configuration is left alone. */
    private final String context;

    private boolean closed;

    private SaslRegistration(SaslSettings settings) {
        this.settings = settings;
        settings.krb5Conf().ifPresent(Krb5Conf::use);
        try {
            if (shared && settings.login().isPresent()) {
                SharedLogin.use(settings.login().get(), settings.serviceName());
            }
        } catch (RuntimeException e) {
            settings.krb5Conf().ifPresent(file -> Krb5Conf.release());
            throw e;
        }
        boolean concerned = settings.login().isPresent() || (shared && JaasContexts.isAnyThere());
        context = concerned ? JaasContexts.add(settings.login()) : "";
    }

    /** @throws io.haservices.errors.ConfigurationException if that cannot be, beside what others in this JVM do */
    static SaslRegistration of(SaslSettings settings) {
        return new SaslRegistration(settings);
    }

    /** What the library has to be told, by the names of {@code ZKClientConfig}; nothing if it can be told nothing. */
    Map<String, String> clientProperties() {
        if (shared) {
            return Map.of();
        }
        Map<String, String> properties = new HashMap<>();
        properties.put(
                "zookeeper.sasl.client", Boolean.toString(settings.login().isPresent()));
        settings.login().ifPresent(login -> {
            properties.put("zookeeper.sasl.clientconfig", context);
            properties.put("zookeeper.sasl.client.username", settings.serviceName());
            if (login.isDigest()) {
                // A client 3.9 has DIGEST-MD5 only outside of its FIPS mode.
                properties.put("zookeeper.fips-mode", "false");
            }
        });
        return properties;
    }

    /** Makes a handle, which logs in as it should, whatever its library asks the JVM for. */
    <T> T making(Callable<T> handle) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        // The handle's threads inherit both; JAAS finds login modules by the class loader.
        thread.setContextClassLoader(SaslRegistration.class.getClassLoader());
        if (shared) {
            JaasContexts.handDown(settings.login());
        }
        try {
            return handle.call();
        } finally {
            JaasContexts.handDownNothing();
            thread.setContextClassLoader(former);
        }
    }

    /** Makes the library log in anew for the next handle, if it would not anyway. */
    void forget() {
        if (shared) {
            SharedLogin.forget();
        }
    }

    /** Takes it all back, once the last handle is closed. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!context.isEmpty()) {
            JaasContexts.remove(context);
        }
        if (shared && settings.login().isPresent()) {
            SharedLogin.release();
        }
        settings.krb5Conf().ifPresent(file -> Krb5Conf.release());
    }

    Optional<SaslLogin> login() {
        return settings.login();
    }
}
