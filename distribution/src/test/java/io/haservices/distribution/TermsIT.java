package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control: what {@link FailoverIT} looks for would be found. */
class TermsIT {
    @TempDir
    Path folder;

    @Test
    void noticesTwoProgramsAtOneTime() throws IOException {
        Files.writeString(folder.resolve("1.beats"), "10.00\n10.05\n12.00\n");
        Files.writeString(folder.resolve("2.beats"), "11.99\n13.00\n");
        assertThatThrownBy(() -> new Terms(folder).checkThatTheyNeverOverlap()).hasMessageContaining("begin of term 2");
    }

    @Test
    void acceptsProgramsThatFollowEachOther() throws IOException {
        Files.writeString(folder.resolve("9.beats"), "10.00\n10.05\n12.");
        Files.writeString(folder.resolve("10.beats"), "10.07\n13.00\n");
        new Terms(folder).checkThatTheyNeverOverlap();
        Files.writeString(folder.resolve("10.log"), "recovered 4\nacknowledged 5\nacknowledged 6\nackno");
        assertThat(new Terms(folder).acknowledged(10)).isEqualTo(6);
        assertThat(new Terms(folder).recovered(10)).hasValue(4);
    }
}
