package io.haservices.zookeeper;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers to connect to: those that the user named, and, if they are to be followed, those that the ensemble names itself. On the
 * loop, but for {@link #toConnect()}.
 *
 * <p>What the user named always stays: the ensemble may know its members by addresses that lead nowhere from here. A live connection is
 * never given up for a change of this list.
 */
final class Ensemble {
    /** Where servers from 3.5 on keep the ensemble's configuration; older ones have no such node. */
    static final String NODE = "/zookeeper/config";

    private static final Logger LOG = LoggerFactory.getLogger(Ensemble.class);

    private final String configured;
    private final boolean followed;
    private final Loop loop;
    private volatile String servers;
    private volatile String inUse;
    private volatile boolean connected;
    private @Nullable Handle behind;
    private boolean complained;

    Ensemble(ZooKeeperSettings settings, Loop loop) {
        configured = settings.quorum();
        // The ensemble names its members' plain ports only: to follow it would be to leave TLS, or to find nobody.
        followed = settings.ensembleTracker() && !settings.tls().enabled();
        this.loop = loop;
        servers = configured;
        inUse = configured;
    }

    /** The servers for a new handle. */
    String toConnect() {
        String now = servers;
        inUse = now;
        return now;
    }

    /** The servers as they are known now, the configured ones among them. */
    String known() {
        return servers;
    }

    /** There is a connection: reads the ensemble's configuration, and hears of its changes. */
    void connected(Handle handle) {
        connected = true;
        behind = null;
        read(handle);
    }

    /** The configuration has changed, or is not known. */
    void read(Handle handle) {
        if (followed) {
            handle.getData(NODE, true, (code, node) -> {
                if (code == ReplyCode.OK && node != null) {
                    loop.execute(() -> learn(node.value().utf8()));
                }
            });
        }
    }

    /** While there is no connection: the handle looks for its next one among the servers known now. */
    void disconnected(Handle handle, CuratorConnection connection) {
        connected = false;
        String now = servers;
        if (now.equals(inUse)) {
            return;
        }
        if (Handle.canChangeServers()) {
            inUse = now;
            connection.useServers(handle, now, () -> connected);
        } else {
            behind = handle;
        }
    }

    /** A handle that could not be told of other servers has no session to lose any more: the next one knows them from the start. */
    void sessionLost(CuratorConnection connection) {
        Handle former = behind;
        behind = null;
        if (former != null) {
            connection.replace(former);
        }
    }

    private void learn(String configuration) {
        EnsembleMembers members = EnsembleMembers.read(configuration, configured);
        members.problem().ifPresentOrElse(this::complain, () -> complained = false);
        Set<String> all = new LinkedHashSet<>(members.addresses());
        all.addAll(List.of(configured.split(",")));
        String next = all.size() == configured.split(",").length ? configured : String.join(",", all);
        if (!next.equals(servers)) {
            servers = next;
            LOG.info("The ZooKeeper ensemble has changed; connections from now on go to {}", next);
        }
    }

    private void complain(String problem) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "What the ZooKeeper ensemble says of its members is of no use: {}. The servers of '{}' are used as before. Give"
                            + " every server an address for clients ('server.1=...;host:port'), or set '{}' to false.",
                    problem,
                    ZooKeeperOptions.QUORUM.key(),
                    ZooKeeperOptions.ENSEMBLE_TRACKER.key());
        }
    }
}
