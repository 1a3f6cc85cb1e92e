package io.haservices.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    Path folder;

    @Test
    void findsOnThePathAndByPath() {
        assertThat(Programs.problem(List.of("sh", "-c", "true"))).isEmpty();
        assertThat(Programs.problem(List.of("/bin/sh"))).isEmpty();
    }

    @Test
    void answers127ForWhatIsNotThere() {
        assertThat(Programs.problem(List.of("no-such-program")))
                .contains(new Message.NotStarted(
                        127, "cannot start 'no-such-program': no executable of this name on the PATH"));
        assertThat(Programs.problem(List.of("./no-such-program")))
                .contains(new Message.NotStarted(127, "cannot start './no-such-program': no such file"));
        assertThat(Programs.problem(List.of())).isPresent();
    }

    @Test
    void answers126ForWhatCannotBeExecuted() throws IOException {
        Path file = Files.createFile(folder.resolve("text"));
        assertThat(Programs.problem(List.of(file.toString())))
                .contains(
                        new Message.NotStarted(126, "cannot start '" + file + "': it is not executable for this user"));
        assertThat(Programs.problem(List.of(folder.toString())))
                .contains(new Message.NotStarted(126, "cannot start '" + folder + "': it is a directory"));
    }
}
