package io.haservices.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.HighAvailabilityOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsReferenceTest {
    @Test
    void printsOneRowAnOption() {
        String page = OptionsReference.markdown(
                List.of(HighAvailabilityOptions.MODE, TestOptions.SESSION_TIMEOUT, TestOptions.LABELS));
        assertThat(page.lines())
                .containsExactly(
                        "| Option | Type | Default | Meaning |",
                        "|---|---|---|---|",
                        "| `high-availability` | string | none | " + HighAvailabilityOptions.MODE.description()
                                + " Also: `high-availability.type`. Former names: `recovery.mode`. |",
                        "| `high-availability.zookeeper.client.session-timeout` | duration | `1 min` |"
                                + " How long the servers wait. |",
                        "| `high-availability.labels` | map | none | Any \\| pairs. |");
    }

    @Test
    void describesEveryOptionOfTheServicesInWholeSentences() {
        assertThat(HighAvailabilityOptions.all())
                .allSatisfy(option ->
                        assertThat(option.description()).as(option.key()).endsWith("."));
    }
}
