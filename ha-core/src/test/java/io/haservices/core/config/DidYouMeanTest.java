package io.haservices.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "abc, abd, 1", "abc, acb, 1", "abc, ABC, 0", "ca, abc, 3", "kitten, sitting, 3"
    })
    void countsLettersAndSwaps(String one, String other, int distance) {
        assertThat(DidYouMean.distance(one, other)).isEqualTo(distance);
        assertThat(DidYouMean.distance(other, one)).isEqualTo(distance);
    }

    @Test
    void findsTheClosestOrNothing() {
        assertThat(DidYouMean.closest("zookeper", List.of("etcd", "zookeeper", "zoo")))
                .contains("zookeeper");
        assertThat(DidYouMean.closest("consul", List.of("etcd", "zookeeper"))).isEmpty();
    }
}
