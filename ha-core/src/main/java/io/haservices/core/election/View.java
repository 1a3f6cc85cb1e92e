package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.LeaderRecord;
import java.util.Optional;

/** What one look at an election found; the leader entry was read before the others. */
record View(
        Optional<Seen<LeaderRecord>> leader,
        Optional<Seen<EpochRecord>> epoch,
        Optional<Seen<ControlRecord>> control) {}
