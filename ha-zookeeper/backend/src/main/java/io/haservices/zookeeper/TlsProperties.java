package io.haservices.zookeeper;

import io.haservices.errors.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The TLS settings in the client library's own words. */
final class TlsProperties {
    private static final String LIBRARY = "io.haservices.shaded.org.apache.zookeeper.";
    private static final String NETTY = "io.haservices.shaded.io.netty.";
    private static final String SSL = "zookeeper.ssl.";
    private static final String SECURE = "zookeeper.client.secure";
    private static final String SOCKET = "zookeeper.clientCnxnSocket";
    private static final String FIPS_MODE = "zookeeper.fips-mode";

    private TlsProperties() {}

    /**
     * What the library would take over from the JVM's system properties, which are meant for the user's own ZooKeeper client. All
     * of it has to be forgotten before anything is set.
     */
    static List<String> ofTheJvm() {
        return List.of(
                SECURE,
                SOCKET,
                FIPS_MODE,
                SSL + "protocol",
                SSL + "enabledProtocols",
                SSL + "ciphersuites",
                SSL + "keyStore.location",
                SSL + "keyStore.password",
                SSL + "keyStore.passwordPath",
                SSL + "keyStore.type",
                SSL + "trustStore.location",
                SSL + "trustStore.password",
                SSL + "trustStore.passwordPath",
                SSL + "trustStore.type",
                SSL + "context.supplier.class",
                SSL + "hostnameVerification",
                SSL + "clientHostnameVerification",
                SSL + "allowReverseDnsLookup",
                SSL + "crl",
                SSL + "ocsp",
                SSL + "clientAuth",
                SSL + "sslProvider",
                SSL + "authProvider",
                SSL + "handshakeDetectionTimeoutMillis");
    }

    /** Always complete, also for connections in the clear; but a library that can be told nothing is told nothing. */
    static Map<String, String> of(TlsSettings settings) {
        if (settings.library() != TlsLibrary.LENIENT && settings.library() != TlsLibrary.STRICT) {
            return Map.of();
        }
        Map<String, String> properties = new HashMap<>();
        // These two belong together: either without the other means in the clear.
        properties.put(SECURE, Boolean.toString(settings.enabled()));
        properties.put(SOCKET, LIBRARY + (settings.enabled() ? "ClientCnxnSocketNetty" : "ClientCnxnSocketNIO"));
        if (settings.enabled()) {
            settings.keyStore().ifPresent(store -> add(properties, SSL + "keyStore.", store));
            settings.trustStore().ifPresent(store -> add(properties, SSL + "trustStore.", store));
            properties.put(SSL + "hostnameVerification", Boolean.toString(settings.hostnameVerification()));
            properties.put(SSL + "allowReverseDnsLookup", "false");
            properties.put(SSL + "enabledProtocols", String.join(",", settings.protocols()));
            // All that 3.5 looks at: the highest version; Java adds TLSv1.2 to TLSv1.3 by itself.
            properties.put(SSL + "protocol", settings.protocols().get(0));
        }
        return properties;
    }

    /**
     * Keeps our own Netty from what Java 24 and later complain about on the error stream. Only its relocated classes look at these
     * properties, so no other Netty of this JVM is concerned; and a value that is already there stays.
     */
    static void quietNetty() {
        for (String property : List.of("noUnsafe", "transport.noNative")) {
            String key = NETTY + property;
            if (System.getProperty(key) == null) {
                System.setProperty(key, "true");
            }
        }
    }

    static boolean isSecure(Map<String, String> properties) {
        return Boolean.parseBoolean(properties.get(SECURE));
    }

    private static void add(Map<String, String> properties, String prefix, TlsStore store) {
        properties.put(prefix + "location", store.location());
        properties.put(prefix + "password", store.password());
        properties.put(prefix + "type", type(store).name());
    }

    private static StoreType type(TlsStore store) {
        try {
            return store.open().type();
        } catch (StoreProblem e) {
            // It was fine a moment ago.
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }
}
