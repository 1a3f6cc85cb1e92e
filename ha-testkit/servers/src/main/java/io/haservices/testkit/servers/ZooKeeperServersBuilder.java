package io.haservices.testkit.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How {@link ZooKeeperServers} are to be started. Not safe for use by several threads; may start more than once. */
public final class ZooKeeperServersBuilder {
    private final String version;
    private final Map<String, String> configuration = new LinkedHashMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private final Map<Integer, Path> data = new LinkedHashMap<>();
    private int nodes = 1;
    private @Nullable Path jars;
    private Duration startTimeout = Duration.ofSeconds(90);

    ZooKeeperServersBuilder(String version) {
        this.version = version;
        tickTime(Duration.ofMillis(500));
        limits(20, 6);
        config("maxClientCnxns", "0");
        config("maxSessionTimeout", "120000");
        config("admin.enableServer", "false");
        config("4lw.commands.whitelist", "srvr,ruok,mntr,cons,dump");
        jvmOption("-Xmx128m");
        jvmOption("-XX:+UseSerialGC");
        jvmOption("-XX:TieredStopAtLevel=1");
        jvmOption("-Xshare:auto");
        jvmOption("-Dzookeeper.jmx.log4j.disable=true");
        // A node that was isolated for long asks for votes less and less often, by default once a minute in the end.
        jvmOption("-Dzookeeper.fastleader.maxNotificationInterval=1000");
        jvmOption("-Dorg.slf4j.simpleLogger.showDateTime=true");
        jvmOption("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
    }

    /**
     * How many servers; one stands alone, more form an ensemble.
     *
     * @param number 1 (the default) to 9
     */
    public ZooKeeperServersBuilder nodes(int number) {
        if (number < 1 || number > Addresses.MOST_NODES) {
            throw new IllegalArgumentException("1 to " + Addresses.MOST_NODES + " nodes, not " + number);
        }
        nodes = number;
        return this;
    }

    /** The server's unit of time, 500 ms by default. A session lasts at least two ticks, and expires in steps of one. */
    public ZooKeeperServersBuilder tickTime(Duration tick) {
        return config("tickTime", Long.toString(tick.toMillis()));
    }

    /**
     * How long followers may be cut off.
     *
     * @param initTicks ticks that a follower has to connect and to catch up, 20 by default
     * @param syncTicks ticks after which a leader and a follower that don't hear of each other part, 6 by default
     */
    public ZooKeeperServersBuilder limits(int initTicks, int syncTicks) {
        return config("initLimit", Integer.toString(initTicks)).config("syncLimit", Integer.toString(syncTicks));
    }

    /** Between which bounds a client's session timeout is accepted; two ticks and two minutes by default. */
    public ZooKeeperServersBuilder sessionTimeouts(Duration least, Duration most) {
        return config("minSessionTimeout", Long.toString(least.toMillis()))
                .config("maxSessionTimeout", Long.toString(most.toMillis()));
    }

    /** Lets the servers answer before their log is on the disk: faster, and safe as long as the machine doesn't crash. */
    public ZooKeeperServersBuilder withoutFsync() {
        return config("forceSync", "no");
    }

    /**
     * Opens a second port for clients that speak TLS, see {@link ZooKeeperServers#secureConnectString()}; the plain port stays, too.
     * By default it demands a client certificate; {@code config("ssl.clientAuth", "none")} changes that, and likewise all of
     * ZooKeeper's own keys {@code ssl.*}. The files are read when a node starts. Not for version 3.4.
     *
     * @param keyStore what the servers show; <code>{node}</code> in its path stands for the number of the node
     * @param trustStore whom they trust
     * @param password of both files
     */
    public ZooKeeperServersBuilder secure(Path keyStore, Path trustStore, String password) {
        return config("serverCnxnFactory", ServerJars.PACKAGE + "server.NettyServerCnxnFactory")
                .config(ServerSettings.KEY_STORE, keyStore.toString())
                .config("ssl.keyStore.password", password)
                .config("ssl.trustStore.location", trustStore.toString())
                .config("ssl.trustStore.password", password);
    }

    /**
     * Lets clients log in by SASL, by Kerberos or DIGEST-MD5 as the section {@code Server} of a login configuration says. Who does not log in is
     * served, too, as far as the ACLs let him.
     *
     * @see JaasFile
     */
    public ZooKeeperServersBuilder sasl(Path jaas) {
        // Servers of 3.9 refuse DIGEST-MD5 in their FIPS mode, which is on by default.
        return config("authProvider.1", ServerJars.PACKAGE + "server.auth.SASLAuthenticationProvider")
                .jvmOption("-Djava.security.auth.login.config=" + jaas)
                .jvmOption("-Dzookeeper.fips-mode=false");
    }

    /** {@link #sasl(Path)} by Kerberos: the servers are the principal {@code zookeeper/localhost}, which is made for them. */
    public ZooKeeperServersBuilder kerberos(Kdc kdc) {
        return kerberos(kdc, "zookeeper/localhost");
    }

    /** {@link #kerberos(Kdc)} as a principal, without its realm, that is made for them. */
    public ZooKeeperServersBuilder kerberos(Kdc kdc, String principal) {
        Path jaas = JaasFile.EMPTY
                .keytab("Server", kdc.keytab(principal), Kdc.principal(principal))
                .writeTo(kdc.newFile("jaas"));
        return sasl(jaas).jvmOption("-Djava.security.krb5.conf=" + kdc.krb5Conf());
    }

    /** One line of {@code zoo.cfg}, for everything but the ports, the folder and the list of servers; replaces an earlier value of the key. */
    public ZooKeeperServersBuilder config(String key, String value) {
        configuration.put(key, value);
        return this;
    }

    /** One more option of the servers' JVMs, behind those that this builder gives. */
    public ZooKeeperServersBuilder jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /** Where a node keeps its data, instead of the servers' temporary folder: on a small disk, say. Nobody deletes what it leaves there. */
    public ZooKeeperServersBuilder dataOf(int node, Path folder) {
        data.put(node, folder);
        return this;
    }

    /** The folder with the servers' jars; by default the one that the system property {@code ha.test.zookeeper.jars} names. */
    public ZooKeeperServersBuilder jars(Path folder) {
        jars = folder;
        return this;
    }

    /** How long to wait until all servers serve, 90 s by default. A machine in use may need many times what an idle one needs. */
    public ZooKeeperServersBuilder startTimeout(Duration timeout) {
        startTimeout = timeout;
        return this;
    }

    /**
     * Starts the servers and blocks until they serve: a single one answers, an ensemble has a leader, and all others follow it.
     *
     * @throws IllegalStateException if there is no server of this version in the folder, or if they don't serve in time; then the message has
     *     the end of their logs, and none of them is left running
     */
    public ZooKeeperServers start() {
        Path folder = jars == null ? ServerJars.folderOfSystemProperty() : jars;
        ServerSettings settings = new ServerSettings(
                version,
                nodes,
                ServerJars.classPath(folder, version),
                startTimeout,
                Map.copyOf(configuration),
                List.copyOf(jvmOptions),
                Map.copyOf(data));
        return ZooKeeperServers.start(settings);
    }
}
