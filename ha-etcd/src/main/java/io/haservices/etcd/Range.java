package io.haservices.etcd;

import com.google.protobuf.ByteString;

/**
 * A range of keys.
 *
 * @param first the first key
 * @param end the key behind the last one
 */
record Range(ByteString first, ByteString end) {
    private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

    /** What of this range comes behind a key of it. */
    Range behind(ByteString key) {
        return new Range(key.concat(ZERO), end);
    }
}
