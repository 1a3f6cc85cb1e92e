package org.apache.zookeeper.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the place of the class of this name in ZooKeeper 3.4.14, which parses the text form of socket addresses and so
 * cannot connect on JDK 14 and later. Written anew from the {@link HostProvider} contract: the servers in random order,
 * each resolved when its turn comes, so that a changed name record is seen by the next attempt to connect. Used by the
 * one thread of a client that connects.
 */
public final class StaticHostProvider implements HostProvider {

    private static final Logger LOG = LoggerFactory.getLogger(StaticHostProvider.class);

    private final List<InetSocketAddress> servers;
    private final HostResolver resolver;

    /** The server tried last, or -1 before the first. */
    private int current = -1;

    /** The server at which a round ends: the one last connected to, or the first of all. */
    private int roundEnd = -1;

    /**
     * Remembers the servers and resolves none of them.
     *
     * @throws IllegalArgumentException if there is no server
     * @throws UnknownHostException never; declared because callers of the replaced class handle it
     */
    public StaticHostProvider(Collection<InetSocketAddress> servers) throws UnknownHostException {
        this(servers, InetAddress::getAllByName);
    }

    StaticHostProvider(Collection<InetSocketAddress> servers, HostResolver resolver) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("A HostProvider may not be empty!");
        }
        this.servers = new ArrayList<>(servers);
        this.resolver = resolver;
        Collections.shuffle(this.servers);
    }

    @Override
    public int size() {
        return servers.size();
    }

    /**
     * The next server that resolves. When a round is complete it waits {@code spinDelay} milliseconds first. If no server
     * of a whole round resolves, the last one is returned unresolved: connecting to it fails, and the client tries again.
     */
    @Override
    public InetSocketAddress next(long spinDelay) {
        boolean waited = false;
        InetSocketAddress server = servers.get(0);
        for (int tried = 0; tried < servers.size(); tried++) {
            current = (current + 1) % servers.size();
            if (current == roundEnd && !waited) {
                waited = true;
                pause(spinDelay);
            }
            if (roundEnd == -1) {
                roundEnd = 0;
            }
            server = servers.get(current);
            Optional<InetSocketAddress> resolved = resolve(server);
            if (resolved.isPresent()) {
                return resolved.get();
            }
        }
        return InetSocketAddress.createUnresolved(server.getHostString(), server.getPort());
    }

    @Override
    public void onConnected() {
        roundEnd = current;
    }

    private Optional<InetSocketAddress> resolve(InetSocketAddress server) {
        try {
            List<InetAddress> addresses = new ArrayList<>(List.of(resolver.addressesOf(server.getHostString())));
            Collections.shuffle(addresses);
            return addresses.stream().findFirst().map(address -> new InetSocketAddress(address, server.getPort()));
        } catch (UnknownHostException e) {
            LOG.warn("Cannot resolve ZooKeeper server {}: {}", server, e.toString());
            return Optional.empty();
        }
    }

    private static void pause(long millis) {
        if (millis <= 0) {
            return;
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // The client interrupts this thread to end it, and looks at its own state, not at the flag.
            LOG.debug("Interrupted between two attempts to connect", e);
        }
    }

    /** What the name service answers, replaceable in tests. */
    interface HostResolver {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }
}
