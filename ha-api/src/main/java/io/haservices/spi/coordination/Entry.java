package io.haservices.spi.coordination;

import io.haservices.values.Bytes;
import java.util.Optional;

/**
 * What was read at a key.
 *
 * @param key where
 * @param value the bytes; never empty, unless somebody else than a client of this service emptied it
 * @param version changes with every replacement of the value and strictly grows as long as the entry is not deleted
 * @param incarnation strictly grows across delete and re-create of the key (CO-06); the same as long as the entry lives
 * @param session the id of the session that the entry is bound to, or nothing for a persistent entry
 */
public record Entry(Key key, Bytes value, long version, long incarnation, Optional<String> session) {}
