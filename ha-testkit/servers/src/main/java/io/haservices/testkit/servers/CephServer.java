package io.haservices.testkit.servers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Ceph cluster with its S3 gateway: one monitor, one OSD that keeps its objects in a file, and radosgw, each a process of its
 * own, at the loopback address, with all they write in a temporary folder. Nothing is installed and nothing needs root. They die
 * with this JVM. Methods block until what they say is done; not for use by several threads at once.
 */
public final class CephServer implements AutoCloseable {
    /** The system property that names the folder into which Ceph's packages were unpacked, as {@code scripts/ceph} does. */
    public static final String FOLDER_PROPERTY = "ha.test.ceph";

    /** The id of the only access key. */
    public static final String ACCESS_KEY = "test-key";

    /** The secret of {@link #ACCESS_KEY}. */
    public static final String SECRET_KEY = "test-secret";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CephPrograms programs;
    private final TemporaryFolder folder;
    private final InetSocketAddress monitor = Ports.freeAt(InetAddress.getLoopbackAddress());
    private final InetSocketAddress gateway = Ports.freeAt(InetAddress.getLoopbackAddress());
    private final List<NativeProcess> daemons = new ArrayList<>();
    private final Thread atExit = new Thread(this::release, "ceph-at-exit");

    private CephServer(CephPrograms programs, TemporaryFolder folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /**
     * Makes a cluster without buckets and starts it; returns when it answers.
     *
     * @throws IllegalStateException when it does not come up, with the end of its logs
     */
    public static CephServer start() {
        TemporaryFolder folder = TemporaryFolder.create("ha-ceph-");
        CephServer server = new CephServer(CephPrograms.ofSystemProperty(folder.path()), folder);
        try {
            Runtime.getRuntime().addShutdownHook(server.atExit);
            server.make();
            server.awaitAnswer();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void make() {
        CephFiles files = new CephFiles(folder.path());
        files.write(programs.root(), monitor, gateway);
        programs.run(
                "monmaptool", "--create", "--fsid", files.clusterId(), "--addv", "a", files.address(monitor), "monmap");
        programs.run("osdmaptool", "--createsimple", "1", "--pg-bits", "0", "osdmap");
        programs.run(
                "ceph-authtool", "--create-keyring", "keyring", "--gen-key", "-n", "mon.", "--cap", "mon", "allow *");
        for (String name : List.of("client.admin", "osd.0")) {
            programs.run(
                    "ceph-authtool",
                    "keyring",
                    "--gen-key",
                    "-n",
                    name,
                    "--cap",
                    "mon",
                    "allow *",
                    "--cap",
                    "osd",
                    "allow *");
        }
        programs.run(
                "ceph-mon", "--mkfs", "-i", "a", "--monmap", "monmap", "--osdmap", "osdmap", "--keyring", "keyring");
        daemons.add(programs.start("ceph-mon", "-f", "-i", "a"));
        programs.run("ceph-osd", "--mkfs", "-i", "0", "--osd-uuid", files.osdId());
        daemons.add(programs.start("ceph-osd", "-f", "-i", "0"));
        programs.run(
                "radosgw-admin",
                "user",
                "create",
                "--uid",
                "test",
                "--display-name",
                "test",
                "--access-key",
                ACCESS_KEY,
                "--secret",
                SECRET_KEY);
        daemons.add(programs.start("radosgw", "-f", "-n", "client.admin"));
    }

    /** Where the gateway listens; the same after {@link #restart}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + gateway.getPort());
    }

    /** Kills all three processes at once, as a loss of power would; returns when they are gone. */
    public void kill() {
        daemons.forEach(NativeProcess::signalKill);
        daemons.forEach(NativeProcess::kill);
        daemons.clear();
    }

    /** Starts all three again on what they left; returns when the gateway answers. */
    public void restart() {
        kill();
        daemons.add(programs.start("ceph-mon", "-f", "-i", "a"));
        daemons.add(programs.start("ceph-osd", "-f", "-i", "0"));
        daemons.add(programs.start("radosgw", "-f", "-n", "client.admin"));
        awaitAnswer();
    }

    private void awaitAnswer() {
        boolean answers = Patience.until(PATIENCE, () -> answers() || !allAlive());
        if (!answers || !allAlive()) {
            throw new IllegalStateException("Ceph does not answer. " + programs.logs());
        }
    }

    private boolean allAlive() {
        return daemons.stream().allMatch(NativeProcess::isAlive);
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) endpoint().toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private void release() {
        kill();
        folder.delete();
        Ports.release(monitor);
        Ports.release(gateway);
    }

    /** Kills the processes and deletes all they wrote; does nothing if it is closed. */
    @Override
    public void close() {
        release();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending; the hook finds nothing left to do.
        }
    }
}
