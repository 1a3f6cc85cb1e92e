package io.haservices.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** The one configuration file of a small cluster, and the folders it names. */
final class CephFiles {
    static final String CONFIGURATION = "ceph.conf";
    static final String LOGS = "log";

    private final Path folder;
    private final String clusterId = UUID.randomUUID().toString();
    private final String osdId = UUID.randomUUID().toString();

    CephFiles(Path folder) {
        this.folder = folder;
    }

    String clusterId() {
        return clusterId;
    }

    String osdId() {
        return osdId;
    }

    String address(InetSocketAddress monitor) {
        return "[v2:127.0.0.1:" + monitor.getPort() + "]";
    }

    void write(Path root, InetSocketAddress monitor, InetSocketAddress gateway) {
        Path libraries = CephPrograms.libraries(root);
        try {
            for (String name : List.of("mon", "osd", "rgw", "run", LOGS)) {
                Files.createDirectory(folder.resolve(name));
            }
            Files.writeString(
                    folder.resolve(CONFIGURATION),
                    String.join(
                            "\n",
                            "[global]",
                            "fsid = " + clusterId,
                            "mon host = v2:127.0.0.1:" + monitor.getPort(),
                            "keyring = " + folder.resolve("keyring"),
                            "run dir = " + folder.resolve("run"),
                            "admin socket =",
                            "log file = " + folder.resolve(LOGS) + "/$name.log",
                            "plugin dir = " + libraries.resolve("ceph"),
                            "erasure code dir = " + libraries.resolve("ceph/erasure-code"),
                            // Nothing may be reached from elsewhere.
                            "public addr = 127.0.0.1",
                            "cluster addr = 127.0.0.1",
                            "ms bind msgr1 = false",
                            // After a restart nothing is read until the lease of before is over, which is most of this.
                            "osd heartbeat grace = 3",
                            "osd pool default size = 1",
                            "osd pool default min size = 1",
                            "osd pool default pg num = 1",
                            "osd pool default pg autoscale mode = off",
                            "osd crush chooseleaf type = 0",
                            "mon allow pool size one = true",
                            "[mon]",
                            "mon data = " + folder.resolve("mon"),
                            "mon cluster log to file = false",
                            "mon data avail crit = 1",
                            "mon data avail warn = 1",
                            // Each pool that the gateway makes waits for this.
                            "paxos propose interval = 0.02",
                            "paxos min wait = 0.01",
                            "[osd]",
                            "osd data = " + folder.resolve("osd"),
                            "osd class dir = " + libraries.resolve("rados-classes"),
                            "osd objectstore = bluestore",
                            // The file is sparse.
                            "bluestore block size = 4294967296",
                            "osd memory target = 268435456",
                            "osd crush update on start = false",
                            "[client]",
                            "keyring = " + folder.resolve("keyring"),
                            "rgw data = " + folder.resolve("rgw"),
                            "rgw frontends = beast endpoint=127.0.0.1:" + gateway.getPort() + " tcp_nodelay=1",
                            "rgw thread pool size = 64",
                            ""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of Ceph", e);
        }
    }
}
