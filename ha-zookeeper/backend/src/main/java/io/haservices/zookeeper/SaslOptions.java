package io.haservices.zookeeper;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.util.List;

/** The options about logging in by SASL: Apache Flink's keys, and some of our own for DIGEST-MD5. */
final class SaslOptions {
    private static final String KERBEROS = "security.kerberos.login.";
    private static final String SASL = "high-availability.zookeeper.client.sasl.";

    static final ConfigOption<Boolean> DISABLE = ConfigOption.of("zookeeper.sasl.disable", OptionType.BOOLEAN)
            .defaultTo(false)
            .describedAs(
                    "If true, this process does not log in to ZooKeeper by SASL, even where there is a login for it.");

    static final ConfigOption<String> SERVICE_NAME = ConfigOption.of("zookeeper.sasl.service-name", OptionType.STRING)
            .defaultTo("zookeeper")
            .describedAs(
                    "The first part of the Kerberos principal of the ZooKeeper servers, which is name/host@REALM.");

    static final ConfigOption<String> LOGIN_CONTEXT_NAME = ConfigOption.of(
                    "zookeeper.sasl.login-context-name", OptionType.STRING)
            .defaultTo("Client")
            .describedAs("The section of the JVM's JAAS configuration (java.security.auth.login.config) that logs in to"
                    + " ZooKeeper, and the context that " + KERBEROS
                    + "contexts has to name for a Kerberos login to be used for ZooKeeper.");

    static final ConfigOption<String> KEYTAB = ConfigOption.of(KERBEROS + "keytab", OptionType.STRING)
            .deprecating("security.keytab")
            .describedAs("A file with the keys of the Kerberos principal.");

    static final ConfigOption<String> PRINCIPAL = ConfigOption.of(KERBEROS + "principal", OptionType.STRING)
            .deprecating("security.principal")
            .describedAs(
                    "The Kerberos principal of this process; needed with a keytab, otherwise that of the ticket cache.");

    static final ConfigOption<Boolean> USE_TICKET_CACHE = ConfigOption.of(
                    KERBEROS + "use-ticket-cache", OptionType.BOOLEAN)
            .defaultTo(true)
            .describedAs(
                    "Whether, without a keytab, the ticket is taken from the cache that kinit filled (the environment"
                            + " variable KRB5CCNAME tells where that is).");

    static final ConfigOption<List<String>> CONTEXTS = ConfigOption.of(KERBEROS + "contexts", OptionType.LIST)
            .describedAs(
                    "The login contexts that the Kerberos login is for, separated by commas. ZooKeeper's is Client,"
                            + " or what zookeeper.sasl.login-context-name says; without it here, ZooKeeper is used without Kerberos.");

    static final ConfigOption<String> KRB5_CONF = ConfigOption.of("security.kerberos.krb5-conf.path", OptionType.STRING)
            .describedAs(
                    "The Kerberos configuration file, in place of /etc/krb5.conf. The JVM has only one: sets the system"
                            + " property java.security.krb5.conf.");

    static final ConfigOption<String> RELOGIN_PERIOD = ConfigOption.of(
                    "security.kerberos.relogin.period", OptionType.STRING)
            .ignoredBecause("the ZooKeeper client renews its login by itself, when four fifths of the ticket's lifetime"
                    + " are over")
            .describedAs("Accepted because Apache Flink has it; without effect.");

    static final ConfigOption<String> DIGEST_USERNAME = ConfigOption.of(SASL + "digest.username", OptionType.STRING)
            .describedAs("Who this process logs in as by DIGEST-MD5. Needs no JAAS file.");

    static final ConfigOption<String> DIGEST_PASSWORD = ConfigOption.of(SASL + "digest.password", OptionType.STRING)
            .secretValue()
            .describedAs("The password for DIGEST-MD5.");

    private SaslOptions() {}

    static List<ConfigOption<?>> all() {
        return List.of(
                DISABLE,
                SERVICE_NAME,
                LOGIN_CONTEXT_NAME,
                KEYTAB,
                PRINCIPAL,
                USE_TICKET_CACHE,
                CONTEXTS,
                KRB5_CONF,
                RELOGIN_PERIOD,
                DIGEST_USERNAME,
                DIGEST_PASSWORD);
    }

    /** Whether this is the key of one of these options, or was. */
    static boolean has(String key) {
        return all().stream()
                .anyMatch(option ->
                        option.key().equals(key) || option.deprecatedKeys().contains(key));
    }
}
