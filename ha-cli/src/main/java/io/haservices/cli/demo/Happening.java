package io.haservices.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One entry of the timeline.
 *
 * @param nanos on the monotonic clock, which all processes of a machine share
 * @param who did or saw it
 * @param event what it was, in a word
 * @param epoch the term that it belongs to, or 0
 * @param record as its process wrote it
 */
record Happening(long nanos, String who, String event, long epoch, JsonNode record) {
    static Happening of(String who, JsonNode record) {
        return new Happening(
                record.path("monotonic_nanos").asLong(),
                who,
                record.path("event").asText(),
                record.path("epoch").asLong(),
                record);
    }
}
