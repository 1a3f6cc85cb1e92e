package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.testkit.servers.HdfsCluster;
import io.haservices.testkit.servers.HdfsClusterBuilder;
import io.haservices.testkit.servers.Kdc;
import io.haservices.testkit.servers.s3.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failover of {@code ha run} with a storage that only its URI names. */
class StorageFailoverIT {
    private Unpacked unpacked;
    private ScriptedQuorum quorum;

    @BeforeEach
    void prepare() throws IOException {
        unpacked = Unpacked.fresh();
        quorum = ScriptedQuorum.of(unpacked);
        quorum.start(Map.of()).expect(0);
    }

    @AfterEach
    void end() throws IOException {
        quorum.close();
        unpacked.close();
    }

    @Test
    void onS3() throws Exception {
        try (S3Server server = S3Server.start("bucket")) {
            survivesAKill(
                    "s3://bucket/ha",
                    Map.of(
                            "high-availability.s3.endpoint",
                            server.endpoint().toString(),
                            "high-availability.s3.access-key",
                            S3Server.ACCESS_KEY,
                            "high-availability.s3.secret-key",
                            S3Server.SECRET_KEY));
        }
    }

    @Test
    void onHdfs() throws Exception {
        try (HdfsCluster cluster = hdfs().start()) {
            survivesAKill(cluster.uri() + "ha", Map.of());
        }
    }

    @Test
    void onHdfsWithKerberosAndHadoopsConfiguration() throws Exception {
        try (Kdc kdc = Kdc.start();
                HdfsCluster cluster = hdfs().kerberos(kdc).start()) {
            survivesAKill(
                    "hdfs:///ha",
                    Map.of(
                            "high-availability.hdfs.conf-dir",
                            cluster.confDir().toString(),
                            "security.kerberos.krb5-conf.path",
                            kdc.krb5Conf().toString(),
                            "security.kerberos.login.principal",
                            Kdc.principal("master"),
                            "security.kerberos.login.keytab",
                            kdc.keytab("master").toString()));
        }
    }

    private static HdfsClusterBuilder hdfs() {
        return HdfsCluster.withJars(Path.of(System.getProperty("ha.test.hdfs.jars")))
                .dataNodes(1);
    }

    private void survivesAKill(String root, Map<String, String> settings) throws Exception {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("high-availability.storageDir", root);
        unpacked.configure(all);
        unpacked.ha("config", "validate").expect(0);
        Succession succession = Succession.in(unpacked);

        Contender one = succession.contender("one");
        long first = succession.leads(one, 0);
        Contender two = succession.contender("two");
        succession.progresses(first);
        Command.signal("KILL", one.pid());
        long second = succession.leads(two, first);
        succession.recoveredAll(second, first);
        succession.refusesALateWrite(first);
        succession.progresses(second);
        Command.signal("TERM", two.pid());
        two.process().waitFor();
        succession.terms().checkThatTheyNeverOverlap();

        Ran checked = unpacked.ha("fsck", "-o", "json");
        assertThat(checked.code()).as(checked.toString()).isIn(0, 4);
        unpacked.ha("fsck", "--repair");
        unpacked.ha("fsck").expect(0);
    }
}
