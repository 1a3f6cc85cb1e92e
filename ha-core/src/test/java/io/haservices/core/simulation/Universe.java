package io.haservices.core.simulation;

import static io.haservices.core.simulation.Violation.unless;

import io.haservices.spi.storage.BlobName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One network and one storage, and the realms that share them. */
final class Universe {
    private final Environment environment;
    private final Sabotage sabotage;
    private final SimulatedNetwork network;
    private final SharedBlobs blobs;
    private final List<Realm> realms = new ArrayList<>();

    Universe(Environment environment, Sabotage sabotage) {
        this.environment = environment;
        this.sabotage = sabotage;
        this.network = new SimulatedNetwork(environment);
        this.blobs = new SharedBlobs(this::deleted);
    }

    Environment environment() {
        return environment;
    }

    Sabotage sabotage() {
        return sabotage;
    }

    SimulatedNetwork network() {
        return network;
    }

    SharedBlobs blobs() {
        return blobs;
    }

    List<Realm> realms() {
        return realms;
    }

    Stream<Member> members() {
        return realms.stream().flatMap(realm -> realm.members().stream());
    }

    void add(Realm realm) {
        realms.add(realm);
    }

    Optional<String> content(BlobName blob) {
        return Optional.ofNullable(blobs.blobs.get(blob)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private void deleted(BlobName blob) {
        environment.tally.count(Tally.Of.BLOBS_DELETED);
        environment.checking(() -> realms.forEach(realm -> unless(
                !realm.ledger().names(blob),
                "blob %s was deleted, and a pointer of service %s names it",
                blob,
                realm)));
    }
}
