package io.haservices.core.records;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Where a leading process can be asked whether it still holds a term.
 *
 * @param address host:port, or empty when it cannot be asked
 * @param id random, of this term alone
 */
public record LivenessRecord(String address, String id) {
    /** It cannot be asked. */
    public static final LivenessRecord NONE = new LivenessRecord("", "");

    /** Whether it can be asked. */
    @JsonIgnore
    public boolean isThere() {
        return !address.isEmpty();
    }
}
