package io.haservices.etcd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** The servers as the configuration names them. */
final class NamedServers implements Servers {
    private final String names;
    private final List<Endpoint> endpoints;

    NamedServers(List<Endpoint> endpoints) {
        names = endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(","));
        List<Endpoint> rotated = new ArrayList<>(endpoints);
        // So that many clients spread over the servers.
        Collections.rotate(rotated, ThreadLocalRandom.current().nextInt(Math.max(1, endpoints.size())));
        this.endpoints = List.copyOf(rotated);
    }

    @Override
    public List<Endpoint> find() {
        return endpoints;
    }

    @Override
    public boolean isLookup() {
        return false;
    }

    @Override
    public boolean tls() {
        return !endpoints.isEmpty() && endpoints.get(0).tls();
    }

    @Override
    public String toString() {
        return names;
    }
}
