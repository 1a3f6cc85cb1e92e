package io.haservices.core.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Scope;
import io.haservices.values.Bytes;
import java.util.List;
import java.util.Optional;

/** Entries of the coordination service: pointers, leader records, and all others (SS-12). */
class RecordsFuzzTest {
    private static final List<Class<? extends Record>> KINDS = List.of(
            PointerRecord.class,
            LeaderRecord.class,
            EpochRecord.class,
            ControlRecord.class,
            CounterRecord.class,
            HistoryRecord.class,
            CandidatesRecord.class,
            QuarantineRecord.class);

    /** Read as it is told apart, or refused with a message; and what was read is written so that it is read again. */
    @FuzzTest
    void everyRecordIsReadOrRefused(byte[] data) {
        for (Class<? extends Record> kind : KINDS) {
            readOrRefused(data, kind);
        }
    }

    private static <R extends Record> void readOrRefused(byte[] data, Class<R> kind) {
        R read;
        try {
            read = Records.decode(entry(Bytes.of(data)), kind);
        } catch (UnreadableRecordException e) {
            assertThat(e).hasMessageContaining("main/any");
            return;
        }
        assertThat(Records.decode(entry(Records.encode(read)), kind)).isEqualTo(read);
    }

    private static Entry entry(Bytes value) {
        return new Entry(Scope.named("main").key("any"), value, 1, 1, Optional.empty());
    }
}
