package io.haservices.core.records;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What the leader was last asked for, and its answer.
 *
 * @param id random; empty when it was asked for nothing
 * @param kind {@value #RESIGN} or {@value #TRANSFER}
 * @param target whom to hand over to; empty when that is left to the leader
 * @param state {@value #OPEN}, {@value #DONE} or {@value #REFUSED}
 * @param answer who resigned or leads now, or why it was refused
 * @param epoch the term that was given up, or begun
 */
public record RequestRecord(String id, String kind, String target, String state, String answer, long epoch) {
    /** To give up. */
    public static final String RESIGN = "RESIGN";
    /** To hand over. */
    public static final String TRANSFER = "TRANSFER";
    /** Not answered yet. */
    public static final String OPEN = "OPEN";
    /** Carried out. */
    public static final String DONE = "DONE";
    /** Not carried out, and not going to be. */
    public static final String REFUSED = "REFUSED";
    /** It was asked for nothing. */
    public static final RequestRecord NONE = new RequestRecord("", "", "", "", "", 0);

    /** Not answered yet. */
    public static RequestRecord open(String id, String kind, String target) {
        return new RequestRecord(id, kind, target, OPEN, "", 0);
    }

    /** Whether an answer is awaited. */
    @JsonIgnore
    public boolean isOpen() {
        return state.equals(OPEN);
    }

    /** Carried out. */
    public RequestRecord done(String leader, long ofEpoch) {
        return new RequestRecord(id, kind, target, DONE, leader, ofEpoch);
    }

    /** Refused, if an answer is awaited. */
    public RequestRecord refused(String why) {
        return isOpen() ? new RequestRecord(id, kind, target, REFUSED, why, 0) : this;
    }
}
