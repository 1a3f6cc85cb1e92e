package io.haservices.etcd;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.time.Duration;
import java.util.List;

/** The options of this backend. */
final class EtcdOptions {
    private static final String PREFIX = "high-availability.etcd.";

    static final ConfigOption<List<String>> ENDPOINTS = ConfigOption.of(PREFIX + "endpoints", OptionType.LIST)
            .describedAs(
                    "The etcd servers, as http://host:port or https://host:port; name all of them. Or the SRV records of DNS that name"
                            + " them: dns+srv://_etcd-client._tcp.DOMAIN, or dns+srv://_etcd-client-ssl._tcp.DOMAIN for TLS.");

    static final ConfigOption<String> ROOT = ConfigOption.of(PREFIX + "path.root", OptionType.STRING)
            .defaultTo("/ha-services")
            .describedAs("What the keys of every cluster begin with.");

    static final ConfigOption<Duration> LEASE_TTL = ConfigOption.of(PREFIX + "lease-ttl", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(10))
            .describedAs(
                    "How long the servers keep the session of a process that went silent. In whole seconds; the servers"
                            + " may lengthen it to one and a half times their election timeout (2 s by default).");

    static final ConfigOption<Duration> REQUEST_TIMEOUT = ConfigOption.of(
                    PREFIX + "request-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofMillis(1500))
            .describedAs(
                    "How long one server may take to answer before the next one is asked, if that is shorter than"
                            + " high-availability.request-timeout. A commit that was sent is not repeated: its outcome is unknown then.");

    static final ConfigOption<String> USER =
            ConfigOption.of(PREFIX + "user", OptionType.STRING).describedAs("Who logs in, where etcd wants a login.");

    static final ConfigOption<String> PASSWORD = ConfigOption.of(PREFIX + "password", OptionType.STRING)
            .secretValue()
            .describedAs("The password of " + USER.key() + ".");

    static final ConfigOption<String> PASSWORD_FILE = ConfigOption.of(PREFIX + "password-file", OptionType.STRING)
            .describedAs("A file that holds the password instead of " + PASSWORD.key()
                    + "; a line break at its end does not count. Read anew for every login.");

    static final ConfigOption<String> TLS_CA = ConfigOption.of(PREFIX + "tls.ca", OptionType.STRING)
            .describedAs(
                    "A PEM file with the certificates of the authorities that the servers' certificates come from. Without it"
                            + " those that Java trusts.");

    static final ConfigOption<String> TLS_CERT = ConfigOption.of(PREFIX + "tls.cert", OptionType.STRING)
            .describedAs("A PEM file with this process's own certificate, where the servers ask for one; those of the"
                    + " authorities above it may follow.");

    static final ConfigOption<String> TLS_KEY = ConfigOption.of(PREFIX + "tls.key", OptionType.STRING)
            .describedAs("A PEM file with the key of " + TLS_CERT.key() + ", in PKCS #8 and not encrypted.");

    private EtcdOptions() {}

    static List<ConfigOption<?>> all() {
        return List.of(
                ENDPOINTS, ROOT, LEASE_TTL, REQUEST_TIMEOUT, USER, PASSWORD, PASSWORD_FILE, TLS_CA, TLS_CERT, TLS_KEY);
    }
}
