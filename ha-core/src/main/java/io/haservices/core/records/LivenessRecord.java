package io.haservices.core.records;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Where can be asked whether a term is still held: at the leading process, and at others that its end depends on.
 *
 * @param addresses each a host:port; none when nobody can be asked. The term is dead when there is evidence at all of them
 * @param id random, of this term alone
 */
public record LivenessRecord(List<String> addresses, String id) {
    /** It cannot be asked. */
    public static final LivenessRecord NONE = new LivenessRecord(List.of(), "");

    /** Copies the list. */
    public LivenessRecord {
        addresses = List.copyOf(addresses);
    }

    /** Whether anybody can be asked. */
    @JsonIgnore
    public boolean isThere() {
        return !addresses.isEmpty();
    }
}
