package io.haservices.zookeeper;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.util.List;

/** The options for encrypted connections. Apache Flink has none: there TLS is a matter of system properties. */
final class TlsOptions {
    static final String PREFIX = "high-availability.zookeeper.client.ssl.";
    static final List<String> KNOWN_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    static final ConfigOption<Boolean> ENABLED = ConfigOption.of(PREFIX + "enabled", OptionType.BOOLEAN)
            .defaultTo(false)
            .describedAs(
                    "Whether connections to ZooKeeper are encrypted by TLS. Needs the client jar 3.5 or 3.9 in lib/, the servers'"
                            + " secureClientPort in high-availability.zookeeper.quorum, and a trust store. There is no fallback to"
                            + " an unencrypted connection.");

    static final ConfigOption<String> KEY_STORE_LOCATION = ConfigOption.of(
                    PREFIX + "key-store.location", OptionType.STRING)
            .describedAs(
                    "The file with the private key and the certificate of this process, for servers that demand one"
                            + " (ZooKeeper's ssl.clientAuth, on by default). It is read again at every connection.");

    static final ConfigOption<String> KEY_STORE_PASSWORD = ConfigOption.of(
                    PREFIX + "key-store.password", OptionType.STRING)
            .secretValue()
            .describedAs(
                    "The password of the key store and of the key in it. None for PEM if the key is not encrypted.");

    static final ConfigOption<StoreType> KEY_STORE_TYPE = ConfigOption.of(
                    PREFIX + "key-store.type", OptionType.oneOf(StoreType.class))
            .describedAs("The format of the key store. When absent, it is recognized by the content of the file.");

    static final ConfigOption<String> TRUST_STORE_LOCATION = ConfigOption.of(
                    PREFIX + "trust-store.location", OptionType.STRING)
            .describedAs(
                    "The file with the certificates of the authorities that sign the servers' certificates. Needed for"
                            + " TLS; it is read again at every connection.");

    static final ConfigOption<String> TRUST_STORE_PASSWORD = ConfigOption.of(
                    PREFIX + "trust-store.password", OptionType.STRING)
            .secretValue()
            .describedAs("The password of the trust store. None for PEM.");

    static final ConfigOption<StoreType> TRUST_STORE_TYPE = ConfigOption.of(
                    PREFIX + "trust-store.type", OptionType.oneOf(StoreType.class))
            .describedAs("The format of the trust store. When absent, it is recognized by the content of the file.");

    static final ConfigOption<Boolean> HOSTNAME_VERIFICATION = ConfigOption.of(
                    PREFIX + "hostname-verification", OptionType.BOOLEAN)
            .defaultTo(true)
            .describedAs(
                    "Whether a server's certificate has to be for the name or address under which the server stands in"
                            + " high-availability.zookeeper.quorum.");

    static final ConfigOption<List<String>> ENABLED_PROTOCOLS = ConfigOption.of(
                    PREFIX + "enabled-protocols", OptionType.LIST)
            .defaultTo(KNOWN_PROTOCOLS)
            .describedAs(
                    "The versions of TLS that may be used: TLSv1.3 and TLSv1.2 or one of them. The client jar 3.5 cannot"
                            + " leave out TLSv1.2.");

    private TlsOptions() {}

    static List<ConfigOption<?>> all() {
        return List.of(
                ENABLED,
                KEY_STORE_LOCATION,
                KEY_STORE_PASSWORD,
                KEY_STORE_TYPE,
                TRUST_STORE_LOCATION,
                TRUST_STORE_PASSWORD,
                TRUST_STORE_TYPE,
                HOSTNAME_VERIFICATION,
                ENABLED_PROTOCOLS);
    }

    /** Whether this is the key of one of these options. */
    static boolean has(String key) {
        return all().stream().anyMatch(option -> option.key().equals(key));
    }
}
