package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Key;
import io.haservices.testkit.tck.Verdict;
import java.util.Map;

/** The versions that a successful commit told. */
record Versions(Map<Key, Long> told, Verdict verdict) {
    long get(Key key) {
        Long version = told.get(key);
        if (version == null) {
            throw verdict.broken("a commit did not tell the version of " + key + " that it made, but " + told);
        }
        return version;
    }
}
