package io.haservices.zookeeper;

import java.time.Duration;

/**
 * The session of a handle.
 *
 * @param id as entries name it
 * @param timeout as negotiated
 * @param proof until when the servers are sure to keep it
 */
record LiveSession(String id, Duration timeout, DeadlineProof proof) {}
