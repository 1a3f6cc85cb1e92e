package io.haservices.core.election;

import io.haservices.spi.coordination.Session;
import org.jspecify.annotations.Nullable;

/**
 * What of this contender may be in the service or may still get there: a leader entry, under one session, and a bid whose outcome
 * is unknown. As long as there may be anything, closing has to look and to release it.
 */
final class Exposure {
    private String session = "";
    private @Nullable Bid unknown;

    boolean isNone() {
        return session.isEmpty();
    }

    /** A bid that may still take effect, as long as its session lives and its guards hold. */
    @Nullable
    Bid unknown() {
        return unknown;
    }

    /** A leader entry of ours is there, or may get there, under this session. */
    void under(String id) {
        session = id;
    }

    /** Nothing is there and nothing can come any more. */
    void none() {
        session = "";
        unknown = null;
    }

    void isUnknown(Bid bid, Session current) {
        unknown = bid.session().equals(current.id()) && current.state() != Session.State.LOST ? bid : null;
    }

    /** The outcome of every bid so far is known. */
    void isKnown() {
        unknown = null;
    }

    /**
     * A bid cannot take effect once the epoch entry has another version than it guards on. Whether that was news: then that bid may be
     * what has changed it, and what was read before it says nothing.
     */
    boolean seenEpoch(long version) {
        boolean news = unknown != null && unknown.epochVersion() != version;
        if (news) {
            unknown = null;
        }
        return news;
    }

    /** What was sent under a session that has ended can take no effect any more (CO-20), and its entries are gone or will be. */
    void forgetEnded(Session current) {
        boolean ended = current.state() == Session.State.LOST || !session.equals(current.id());
        if (!session.isEmpty() && ended) {
            none();
        }
    }
}
