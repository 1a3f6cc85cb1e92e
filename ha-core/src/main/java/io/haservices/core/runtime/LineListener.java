package io.haservices.core.runtime;

/** What happens to a connection; told on the loop. */
public interface LineListener {
    /** Why a connection ended or never began. */
    enum End {
        /** The other host said that nobody listens there. */
        REFUSED,
        /** It was there, and was closed or reset. */
        BROKEN,
        /** Nothing was heard in time, or there is no way there: it says nothing about the other process. */
        UNREACHABLE
    }

    /** The connection that was asked for is there. */
    default void opened() {}

    /** A line came. */
    void line(String text);

    /** It has ended, or could not be made; nothing is told after this. */
    void ended(End why);
}
