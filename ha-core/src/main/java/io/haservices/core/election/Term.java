package io.haservices.core.election;

/**
 * A term that this contender has won.
 *
 * @param epoch its number
 * @param epochVersion the version of the epoch entry: the fence
 * @param origin the origin in the epoch entry
 * @param session the session that the leader entry is bound to
 */
record Term(long epoch, long epochVersion, String origin, String session) {}
