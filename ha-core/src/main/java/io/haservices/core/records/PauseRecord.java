package io.haservices.core.records;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * That an election is paused.
 *
 * @param id random; empty when it is not
 * @param reason for people
 * @param since when, as ISO 8601, for people
 * @param limitMillis for how long from when an observer saw it; 0 when there is no limit
 */
public record PauseRecord(String id, String reason, String since, long limitMillis) {
    /** It is not. */
    public static final PauseRecord NONE = new PauseRecord("", "", "", 0);

    /** Whether it is. */
    @JsonIgnore
    public boolean isThere() {
        return !id.isEmpty();
    }
}
