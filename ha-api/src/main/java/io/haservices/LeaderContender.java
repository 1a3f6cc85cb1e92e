package io.haservices;

import io.haservices.errors.HaException;

/**
 * Who stands in an election. The callbacks of one election never overlap and come in order, on a thread of its own election;
 * they may block, and other elections go on meanwhile.
 */
public interface LeaderContender {
    /**
     * This process leads from now on (LE-02). Recover here: whatever older terms committed is read (SS-04). Publish the addresses
     * when recovered (LE-08). A long recovery looks at {@link Leadership#isValid()} from time to time, or at
     * {@link Leadership#whenEnded()}: when leadership ends meanwhile, {@link #onRevoked} waits for this call to return.
     */
    void onGranted(Leadership leadership);

    /**
     * This process leads no more; called exactly once for each {@link #onGranted} (LE-05), with the same leadership. At the end
     * of a leadership on purpose the successor begins only after this has returned (LE-07). Its writes are refused already.
     */
    void onRevoked(Leadership leadership);

    /**
     * Standing has stopped for good, because it cannot go on: the login was refused, or the election was removed. A held
     * leadership is revoked first.
     */
    default void onError(HaException error) {}
}
