package io.haservices.core.records;

import io.haservices.EndReason;

/**
 * What steers an election; its version guards every winning transaction.
 *
 * @param removed whether the election was cleaned up, or is being
 * @param distrusted the last term that was ended by evidence of death although its leader lived; 0 when there was none
 * @param pause whether only who led last may win
 * @param request what the leader was last asked for
 * @param reservation whom leadership is being handed over to
 * @param transferred the last term that began with a transfer: in it nobody hands over because of priorities; 0 when there was none
 */
public record ControlRecord(
        boolean removed,
        @AddedLater("0") long distrusted,

        @AddedLater("{\"id\":\"\",\"reason\":\"\",\"since\":\"\",\"limitMillis\":0}")
        PauseRecord pause,

        @AddedLater("{\"id\":\"\",\"kind\":\"\",\"target\":\"\",\"state\":\"\",\"answer\":\"\",\"epoch\":0}")
        RequestRecord request,

        @AddedLater(
                "{\"contender\":\"\",\"session\":\"\",\"epoch\":0,\"reason\":\"\",\"request\":\"\",\"accepted\":false}")
        ReservationRecord reservation,

        @AddedLater("0") long transferred) {
    /** Nothing is steered. */
    public static final ControlRecord NONE =
            new ControlRecord(false, 0, PauseRecord.NONE, RequestRecord.NONE, ReservationRecord.NONE, 0);

    /** Removed, or not; what steered it is over. */
    public ControlRecord withRemoved(boolean now) {
        return new ControlRecord(now, distrusted, PauseRecord.NONE, RequestRecord.NONE, ReservationRecord.NONE, 0);
    }

    /** After a term that was ended by false evidence. */
    public ControlRecord withDistrusted(long epoch) {
        return new ControlRecord(removed, epoch, pause, request, reservation, transferred);
    }

    /** Paused, or not. */
    public ControlRecord with(PauseRecord now) {
        return new ControlRecord(removed, distrusted, now, request, reservation, transferred);
    }

    /** Asked for this. */
    public ControlRecord with(RequestRecord now) {
        return new ControlRecord(removed, distrusted, pause, now, reservation, transferred);
    }

    /** Reserved in this way. */
    public ControlRecord with(ReservationRecord now) {
        return new ControlRecord(removed, distrusted, pause, request, now, transferred);
    }

    /** Reserved for nobody any more, and refused for this reason what was asked for. */
    public ControlRecord withoutReservation(String why) {
        return with(ReservationRecord.NONE).with(request.refused(why));
    }

    /** What a winner leaves: nothing that was meant for the term before. */
    public ControlRecord wonBy(String contender, String session, long epoch) {
        boolean handedOver = reservation.accepted() && reservation.isFor(contender, session);
        boolean asked = handedOver && request.isOpen() && request.id().equals(reservation.request());
        RequestRecord answered = asked
                ? request.done(contender, epoch)
                : request.refused(
                        "leadership changed before that; look who leads now, and repeat it if it is still wanted");
        boolean byTransfer = handedOver && reservation.reason().equals(EndReason.TRANSFERRED.name());
        return new ControlRecord(
                removed, distrusted, pause, answered, ReservationRecord.NONE, byTransfer ? epoch : transferred);
    }
}
