package io.haservices.etcd;

import io.etcd.jetcd.api.KeyValue;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.values.Bytes;
import java.util.Optional;

/** What an entry is in etcd: its version is the revision of its last change, its incarnation that of its creation. */
final class Entries {
    private Entries() {}

    static Entry entry(Key key, KeyValue found) {
        return new Entry(
                key,
                Bytes.of(found.getValue().toByteArray()),
                found.getModRevision(),
                found.getCreateRevision(),
                found.getLease() == 0 ? Optional.empty() : Optional.of(session(found.getLease())));
    }

    /** The id of the session that is this lease. */
    static String session(long lease) {
        return Long.toHexString(lease);
    }
}
