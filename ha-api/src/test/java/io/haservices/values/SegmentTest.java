package io.haservices.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTest {
    @ParameterizedTest
    @CsvSource({
        "default, default",
        "a/b, a%2Fb",
        "..., %2E..",
        ".hidden, %2Ehidden",
        "a.b, a.b",
        "ä, %C3%A4",
        "100%, 100%25",
        "'a b', a%20b"
    })
    void encodesEverythingThatIsNotPlain(String name, String encoded) {
        assertThat(Segment.encode(name)).isEqualTo(encoded);
        assertThat(Segment.decode(encoded)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "\ud800"})
    void refusesWhatIsNoName(String name) {
        assertThatThrownBy(() -> Segment.encode(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsTooLongEncoded() {
        assertThat(Segment.encode("a".repeat(200))).hasSize(200);
        assertThatThrownBy(() -> Segment.encode("a".repeat(201))).hasMessageContaining("200");
        assertThatThrownBy(() -> Segment.encode("/".repeat(67))).hasMessageContaining("201 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2fb", "%41", "a%", "a%2", "%zz", "a/b", "%FF", "%2E", "%2E%2E", ".a", "é", ""})
    void refusesToDecodeWhatNoNameEncodesTo(String segment) {
        assertThatThrownBy(() -> Segment.decode(segment)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Segment.isEncoded(segment)).isFalse();
    }

    @Test
    void everyNameComesBack() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            int[] points = random.ints(1 + random.nextInt(12), 0, 0x2ffff)
                    .filter(point -> point < 0xd800 || point > 0xdfff)
                    .toArray();
            String name = new String(points, 0, points.length);
            if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                assertThat(Segment.decode(Segment.encode(name))).isEqualTo(name);
            }
        }
    }

    @Test
    void aPrefixEndsAtASegmentBoundary() {
        assertThat(SegmentPath.covers("state/a", "state/a")).isTrue();
        assertThat(SegmentPath.covers("state/a", "state/a/b")).isTrue();
        assertThat(SegmentPath.covers("state/a", "state/ab")).isFalse();
        assertThat(SegmentPath.covers("", "state")).isTrue();
    }
}
