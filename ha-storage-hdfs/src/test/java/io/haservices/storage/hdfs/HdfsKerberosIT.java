package io.haservices.storage.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.HdfsCluster;
import io.haservices.testkit.servers.Kdc;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.security.UserGroupInformation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With servers that let nobody in who has not proved who they are. */
class HdfsKerberosIT {
    /** Of the tickets that this JVM asks for. */
    private static final Duration LIFETIME = Duration.ofSeconds(12);

    private static Kdc kdc;
    private static HdfsCluster cluster;
    private static Path krb5Conf;
    private static int roots;

    private URI root = URI.create("hdfs:///");

    @BeforeAll
    static void start() {
        kdc = Kdc.start();
        krb5Conf = kdc.krb5Conf("ticket_lifetime = " + LIFETIME.toSeconds() + "s");
        cluster = SharedCluster.builder().dataNodes(1).kerberos(kdc).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        kdc.close();
        System.clearProperty("java.security.krb5.conf");
        // Hadoop remembers for the whole JVM that it is to insist on Kerberos.
        UserGroupInformation.reset();
    }

    @BeforeEach
    void newRoot() {
        root = cluster.uri().resolve("/r" + roots++);
    }

    @Test
    void logsInWithAKeytab() {
        try (Storage storage = open(keytab("master", kdc.keytab("master")))) {
            storage.probe();
            storage.write(BlobName.of("a"), BlobSource.of(new byte[10]));
            assertThat(storage.putIfAbsent(BlobName.of("a"), Bytes.utf8("x"))).isEqualTo(ConditionalPut.REFUSED);
            assertThat(storage.list("")).containsExactly(BlobName.of("a"));
        }
    }

    @Test
    void logsInWithATicketCache() {
        Path cache = kdc.ticketCache("cached");
        try (Storage storage = open(properties("hadoop.security.kerberos.ticket.cache.path:" + cache))) {
            storage.probe();
            storage.write(BlobName.of("a"), BlobSource.of(new byte[10]));
            assertThat(storage.list("")).containsExactly(BlobName.of("a"));
        }
    }

    @Test
    void goesOnWhenItsTicketHasExpired() {
        // Each call needs a connection of its own, and so a ticket.
        Map<String, String> configuration = keytab("lasting", kdc.keytab("lasting"));
        configuration.putAll(
                properties("hadoop.kerberos.min.seconds.before.relogin:1," + "ipc.client.connection.maxidletime:100"));
        try (Storage storage = open(configuration)) {
            storage.probe();
            AtomicInteger count = new AtomicInteger();
            long begin = System.nanoTime();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(700))
                    .until(() -> {
                        storage.write(BlobName.of("n" + count.getAndIncrement()), BlobSource.of(new byte[10]));
                        return System.nanoTime() - begin
                                > LIFETIME.multipliedBy(2).toNanos();
                    });
            assertThat(storage.list("")).hasSize(count.get());
        }
    }

    @Test
    void findsTheNewTicketInTheCacheWhenTheOldOneHasExpired() throws IOException {
        Path cache = kdc.ticketCache("renewed", LIFETIME);
        try (Storage storage = open(properties("hadoop.security.kerberos.ticket.cache.path:" + cache
                + ",hadoop.kerberos.min.seconds.before.relogin:1,ipc.client.connection.maxidletime:100"))) {
            storage.probe();
            AtomicInteger count = new AtomicInteger();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(700))
                    .untilAsserted(() -> assertThatThrownBy(() -> storage.write(
                                    BlobName.of("n" + count.getAndIncrement()), BlobSource.of(new byte[1])))
                            .hasMessageContaining("There is no valid ticket: run kinit"));
            Files.copy(kdc.ticketCache("renewed"), cache, StandardCopyOption.REPLACE_EXISTING);
            storage.write(BlobName.of("renewed"), BlobSource.of(new byte[10]));
            // What was refused for want of a ticket left nothing.
            assertThat(storage.list("")).hasSize(count.get());
            assertThat(storage.incomplete("")).isEmpty();
        }
    }

    @Test
    void keysThatAreNoLongerRightAreToldAsThat() {
        Path keytab = kdc.keytab("changed");
        kdc.changeKeys("changed");
        assertLoginFails(keytab("changed", keytab), "the principal 'changed@" + Kdc.REALM + "'");
    }

    @Test
    void aPrincipalThatNobodyKnowsIsToldAsThat() {
        Path keytab = kdc.keytab("gone");
        kdc.delete("gone");
        assertLoginFails(keytab("gone", keytab), "Kerberos does not know");
    }

    @Test
    void aKeytabOfSomebodyElseIsToldAsThat() {
        assertLoginFails(keytab("master", kdc.keytab("other")), "The keys do not fit the principal");
    }

    @Test
    void aMissingTicketCacheIsToldAsThat() {
        assertLoginFails(properties("hadoop.security.kerberos.ticket.cache.path:" + kdc.newFile("none")), "run kinit");
    }

    @Test
    void aClientWithoutKerberosIsToldWhatToSet() {
        assertThatThrownBy(() -> {
                    try (Storage storage =
                            new HdfsStorageProvider().open(root, io.haservices.config.Configuration.of(Map.of()))) {
                        storage.probe();
                    }
                })
                .hasMessageContaining("wants a Kerberos login")
                .hasMessageContaining("hadoop.security.authentication");
    }

    private void assertLoginFails(Map<String, String> configuration, String words) {
        try (Storage storage = open(configuration)) {
            assertThatThrownBy(storage::probe)
                    .hasMessageContaining("cannot read and write in " + root)
                    .hasMessageContaining("the Kerberos login to localhost")
                    .hasMessageContaining(words);
        }
    }

    private Storage open(Map<String, String> more) {
        Map<String, String> configuration = new HashMap<>(more);
        configuration.put(HdfsOptions.CONF_DIR.key(), cluster.confDir().toString());
        configuration.put(HdfsOptions.KRB5_CONF.key(), krb5Conf.toString());
        return SharedCluster.open(root, configuration);
    }

    private static Map<String, String> keytab(String principal, Path keytab) {
        return new HashMap<>(Map.of(
                HdfsOptions.PRINCIPAL.key(), Kdc.principal(principal), HdfsOptions.KEYTAB.key(), keytab.toString()));
    }

    private static Map<String, String> properties(String properties) {
        return Map.of(HdfsOptions.PROPERTIES.key(), properties);
    }
}
