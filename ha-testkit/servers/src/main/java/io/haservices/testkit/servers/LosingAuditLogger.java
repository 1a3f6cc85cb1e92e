package io.haservices.testkit.servers;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.server.namenode.AuditLogger;
import org.jspecify.annotations.Nullable;

/** A NameNode calls it when something was done and not yet answered, so here an answer can be held back until nobody waits any more. */
public final class LosingAuditLogger implements AuditLogger {
    private static final Duration LONGER_THAN_ANYBODY_WAITS = Duration.ofSeconds(8);
    private static final AtomicReference<@Nullable String> LOSE = new AtomicReference<>();

    /** For the NameNode. */
    public LosingAuditLogger() {}

    static void loseNextRename(String beneath) {
        LOSE.set(beneath);
    }

    @Override
    public void initialize(Configuration configuration) {}

    @Override
    public void logAuditEvent(
            boolean succeeded,
            String user,
            InetAddress address,
            String command,
            String source,
            String target,
            FileStatus status) {
        String beneath = LOSE.get();
        if (beneath != null
                && command.startsWith("rename")
                && source.startsWith(beneath + "/")
                && LOSE.compareAndSet(beneath, null)) {
            long end = System.nanoTime() + LONGER_THAN_ANYBODY_WAITS.toNanos();
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }
    }
}
