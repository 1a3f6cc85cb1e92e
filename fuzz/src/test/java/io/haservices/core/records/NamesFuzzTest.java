package io.haservices.core.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.haservices.spi.storage.BlobName;
import io.haservices.values.Segment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names: what people give, and what is found in a coordination service and a storage (SS-09, SS-13). */
class NamesFuzzTest {
    @FuzzTest
    void namesComeBackAndStayInTheirPlace(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        encoded(text).ifPresent(segment -> {
            assertThat(segment)
                    .hasSizeLessThanOrEqualTo(Segment.MAX_ENCODED_LENGTH)
                    .doesNotContain("/", "\\");
            assertThat(segment).isNotIn(".", "..", "");
            assertThat(Segment.decode(segment)).isEqualTo(text);
        });
        decoded(text).ifPresent(name -> assertThat(Segment.encode(name)).isEqualTo(text));
        blobsOfStrangersAreNoneOfOurs(text);
    }

    /** Of any blob it can be said whether it is ours; and whose it is, is the same whoever asks. */
    private static void blobsOfStrangersAreNoneOfOurs(String text) {
        BlobName blob;
        try {
            blob = new BlobName(text);
        } catch (IllegalArgumentException e) {
            return;
        }
        StoredBlob.election("cluster", blob).ifPresent(election -> {
            Optional<StoredBlob> stored = StoredBlob.of(Layout.of("cluster", election), blob);
            stored.ifPresent(ours -> assertThat(ours.epoch()).isNotNegative());
        });
    }

    private static Optional<String> encoded(String name) {
        try {
            return Optional.of(Segment.encode(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> decoded(String segment) {
        try {
            return Optional.of(Segment.decode(segment));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
