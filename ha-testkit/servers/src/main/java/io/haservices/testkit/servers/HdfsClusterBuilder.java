package io.haservices.testkit.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a {@link HdfsCluster} is to be like. Not safe for use by several threads. */
public final class HdfsClusterBuilder {
    final Path jars;
    final Map<String, String> serverSettings = new TreeMap<>();
    final Map<String, String> clientSettings = new TreeMap<>();
    final List<String> jvmOptions = new ArrayList<>();
    int dataNodes = 2;
    int nameNodes = 1;

    HdfsClusterBuilder(Path jars) {
        this.jars = jars;
        // Soon dead, and soon back in service, in the eyes of the NameNode.
        set("dfs.heartbeat.interval", "1");
        set("dfs.namenode.heartbeat.recheck-interval", "1000");
        set("dfs.namenode.safemode.extension", "0");
        set("dfs.namenode.safemode.min.datanodes", "1");
        set("dfs.namenode.fs-limits.min-block-size", "1024");
        // By name: it extends a class that only the cluster's own process has.
        set("dfs.namenode.audit.loggers", "default,io.haservices.testkit.servers.LosingAuditLogger");
    }

    /** How many DataNodes there are, and so how many copies of every block; two if not said. */
    public HdfsClusterBuilder dataNodes(int count) {
        dataNodes = count;
        return this;
    }

    /** With two NameNodes under one nameservice, the first of them active. */
    public HdfsClusterBuilder highlyAvailable() {
        nameNodes = 2;
        return this;
    }

    /** With one more setting of the servers. */
    public HdfsClusterBuilder set(String key, String value) {
        serverSettings.put(key, value);
        return this;
    }

    /** Servers and clients log in with Kerberos. The realm needs names for 127.0.0.1: localhost. */
    public HdfsClusterBuilder kerberos(Kdc kdc) {
        String principal = HdfsCluster.SUPERUSER + "/localhost";
        String keytab = kdc.keytab(principal).toString();
        Map<String, String> both = Map.of(
                "hadoop.security.authentication", "kerberos",
                "dfs.namenode.kerberos.principal", Kdc.principal(principal),
                "dfs.datanode.kerberos.principal", Kdc.principal(principal),
                "dfs.data.transfer.protection", "authentication",
                "dfs.block.access.token.enable", "true");
        clientSettings.putAll(both);
        serverSettings.putAll(both);
        set("dfs.namenode.keytab.file", keytab);
        set("dfs.datanode.keytab.file", keytab);
        set("dfs.web.authentication.kerberos.principal", Kdc.principal("HTTP/localhost"));
        set(
                "dfs.web.authentication.kerberos.keytab",
                kdc.keytab("HTTP/localhost").toString());
        set("ignore.secure.ports.for.testing", "true");
        jvmOptions.add("-Djava.security.krb5.conf=" + kdc.krb5Conf());
        return this;
    }

    /** Starts it, which takes about ten seconds; returns when it serves. */
    public HdfsCluster start() {
        return HdfsCluster.start(this);
    }
}
