package io.haservices.bootstrap;

import java.util.ArrayList;
import java.util.List;

/** Two servers that would listen in one place: the second could not start, and the reason would only stand in its log. */
final class Collisions {
    private Collisions() {}

    static void refuse(ZooCfg cfg) {
        List<ListenAddress> taken = new ArrayList<>();
        for (Peer peer : cfg.peers().values()) {
            for (ListenAddress address : ListenAddress.of(cfg, peer)) {
                for (ListenAddress other : taken) {
                    if (address.meets(other) && onOneMachine(address.peer(), other.peer())) {
                        throw collision(cfg, other, address);
                    }
                }
                taken.add(address);
            }
        }
    }

    /** All addresses of this machine are one machine; of another machine only equal names are known to be. */
    private static boolean onOneMachine(Peer one, Peer other) {
        return one.host().equals(other.host()) || (Hosts.isThisMachine(one) && Hosts.isThisMachine(other));
    }

    private static BootstrapException collision(ZooCfg cfg, ListenAddress one, ListenAddress other) {
        return BootstrapException.configuration(
                cfg.where(other.peer()) + ": server."
                        + one.peer().id() + " (" + one.use() + ") and server."
                        + other.peer().id() + " (" + other.use()
                        + ") would both listen on " + other
                        + ". Give each server an address of its own, such as 127.0.0.1 and 127.0.0.2, or its own ports: host:2889:3889;2182");
    }
}
