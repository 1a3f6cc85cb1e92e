package io.haservices.core.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Scope;
import io.haservices.values.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
    @Test
    void readsWhatItWrote() {
        LeaderRecord leader = LeaderRecord.begun(
                        "id", 7, new LivenessRecord(List.of("host:2"), "x"), DeposedRecord.NONE)
                .published(Map.of("default", "host:1"));
        assertThat(Records.decode(entry(Records.encode(leader)), LeaderRecord.class))
                .isEqualTo(leader);
    }

    @Test
    void isReadableByAHuman() {
        assertThat(Records.encode(new EpochRecord(7, "o", "m", "a")).utf8())
                .isEqualTo("{\"format\":1,\"epoch\":7,\"origin\":\"o\",\"mark\":\"m\",\"leader\":\"a\"}");
    }

    @Test
    void passesOverFieldsThatItDoesNotKnow() {
        Bytes grown = Bytes.utf8("{\"format\":1,\"removed\":true,\"paused\":{\"by\":\"me\"}}");
        assertThat(Records.decode(entry(grown), ControlRecord.class)).isEqualTo(ControlRecord.NONE.withRemoved(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"format\":1,\"epoch\":7,\"origin\":\"o\"",
                "{\"format\":1,\"epoch\":7,\"origin\":\"o\"}",
                "{\"format\":1,\"epoch\":null,\"origin\":\"o\",\"mark\":\"m\"}",
                "{\"format\":1,\"epoch\":1.5,\"origin\":\"o\",\"mark\":\"m\"}",
                "{\"format\":1,\"epoch\":7,\"origin\":\"o\",\"mark\":\"m\"} more",
                "{\"format\":2,\"epoch\":7,\"origin\":\"o\",\"mark\":\"m\"}",
                "{\"format\":4294967297,\"epoch\":7,\"origin\":\"o\",\"mark\":\"m\"}",
                "{\"epoch\":7,\"origin\":\"o\",\"mark\":\"m\"}",
                "7",
                "\u0000\u0001"
            })
    void refusesEverythingElseAndNamesTheEntry(String text) {
        assertThatThrownBy(() -> Records.decode(entry(Bytes.utf8(text)), EpochRecord.class))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("main/epoch")
                .hasMessageContaining("no readable epoch record");
    }

    private static Entry entry(Bytes value) {
        return new Entry(Scope.named("main").key("epoch"), value, 1, 1, Optional.empty());
    }
}
