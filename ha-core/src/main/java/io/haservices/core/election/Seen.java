package io.haservices.core.election;

import io.haservices.core.records.Records;
import io.haservices.spi.coordination.Entry;
import java.util.Optional;

/** A record as it was read, with what guards on it. */
record Seen<R extends Record>(R content, long version, Optional<String> session) {
    static <R extends Record> Optional<Seen<R>> in(Optional<Entry> entry, Class<R> kind) {
        return entry.map(found -> new Seen<>(Records.decode(found, kind), found.version(), found.session()));
    }
}
