package io.haservices.cli.demo;

import io.haservices.cli.console.Surroundings;
import java.util.Locale;

/** What the demo can stand on. */
enum Backend {
    ZOOKEEPER,
    ETCD;

    /** What there is of it here. */
    DemoService find(Surroundings surroundings) {
        return switch (this) {
            case ZOOKEEPER -> new ZooKeeperService(ServerJar.find(surroundings.home()));
            case ETCD -> EtcdService.find(surroundings);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
