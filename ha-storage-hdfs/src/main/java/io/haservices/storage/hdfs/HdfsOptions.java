package io.haservices.storage.hdfs;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The options of {@code hdfs:} storage. Where Apache Flink has the same option, its key is read too. */
final class HdfsOptions {
    private static final String KERBEROS = "security.kerberos.login.";

    static final ConfigOption<String> CONF_DIR = ConfigOption.of("high-availability.hdfs.conf-dir", OptionType.STRING)
            .alias("env.hadoop.conf.dir", "fs.hdfs.hadoopconf")
            .describedAs("The directory with Hadoop's core-site.xml and hdfs-site.xml. If not set, what the environment"
                    + " variable HADOOP_CONF_DIR names, else etc/hadoop in what HADOOP_HOME names.");

    static final ConfigOption<Map<String, String>> PROPERTIES = ConfigOption.of(
                    "high-availability.hdfs.properties", OptionType.MAP)
            .describedAs("Settings of Hadoop's client as key:value, separated by commas; they count more than those of"
                    + " core-site.xml and hdfs-site.xml.");

    static final ConfigOption<Duration> RETRY_TIMEOUT = ConfigOption.of(
                    "high-availability.hdfs.retry-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(60))
            .describedAs(
                    "How long a call is repeated while no NameNode answers, or the one that answers is starting, on"
                            + " standby or in safe mode.");

    static final ConfigOption<Duration> REQUEST_TIMEOUT = ConfigOption.of(
                    "high-availability.hdfs.request-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(30))
            .describedAs(
                    "How long to wait for one answer of a NameNode. Sets Hadoop's ipc.client.rpc-timeout.ms, unless"
                            + " core-site.xml does.");

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

    static final ConfigOption<String> KRB5_CONF = ConfigOption.of("security.kerberos.krb5-conf.path", OptionType.STRING)
            .describedAs(
                    "The Kerberos configuration file, in place of /etc/krb5.conf. The JVM has only one: sets the system"
                            + " property java.security.krb5.conf.");

    private HdfsOptions() {}

    /** All of them, in the order of the reference. */
    static List<ConfigOption<?>> all() {
        return List.of(
                CONF_DIR, PROPERTIES, RETRY_TIMEOUT, REQUEST_TIMEOUT, KEYTAB, PRINCIPAL, USE_TICKET_CACHE, KRB5_CONF);
    }
}
