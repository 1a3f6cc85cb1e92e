package io.haservices.core.retrieval;

import io.haservices.LeaderInfo;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.Records;
import io.haservices.core.records.UnreadableRecordException;
import io.haservices.spi.coordination.Entry;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leader as clients see it. */
public final class LeaderInfos {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderInfos.class);

    private LeaderInfos() {}

    /** From the leader entry; one that cannot be read is no leader that could be called, and is logged. */
    public static Optional<LeaderInfo> in(String election, Optional<Entry> entry) {
        try {
            return entry.map(found -> Records.decode(found, LeaderRecord.class))
                    .map(leader ->
                            new LeaderInfo(election, leader.id(), leader.epoch(), leader.ready(), leader.addresses()));
        } catch (UnreadableRecordException e) {
            LOG.warn("{}", e.getMessage());
            return Optional.empty();
        }
    }
}
