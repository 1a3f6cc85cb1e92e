package io.haservices.core.records;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Whom a leader is about to hand over to.
 *
 * @param contender the contender's id; empty when there is nobody
 * @param session the session under which it stands: the reservation ends with it
 * @param epoch the term of the leader that hands over
 * @param reason why, as the history is going to say
 * @param request the request that asked for it; empty when nobody did
 * @param accepted whether the contender has answered: only then nobody else may win, and the leader gives up
 */
public record ReservationRecord(
        String contender, String session, long epoch, String reason, String request, boolean accepted) {
    /** For nobody. */
    public static final ReservationRecord NONE = new ReservationRecord("", "", 0, "", "", false);

    /** Whether there is one. */
    @JsonIgnore
    public boolean isThere() {
        return !contender.isEmpty();
    }

    /** Whether it is for this contender under this session. */
    public boolean isFor(String id, String ofSession) {
        return contender.equals(id) && session.equals(ofSession);
    }

    /** Answered by the contender. */
    public ReservationRecord byContender() {
        return new ReservationRecord(contender, session, epoch, reason, request, true);
    }
}
