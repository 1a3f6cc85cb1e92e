package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program named ssh that notes what it was asked, and then does what this test says: for instance, what ssh would, on this machine. */
final class SshStandIn {
    private final Path tools;
    private final Path calls;

    private SshStandIn(Path tools, Path calls) {
        this.tools = tools;
        this.calls = calls;
    }

    /** {@code body} is a shell script; the command for the other machine is in {@code $command}. */
    static SshStandIn doing(Unpacked unpacked, String body) throws IOException {
        Path tools = Files.createDirectories(unpacked.beside("tools"));
        SshStandIn ssh = new SshStandIn(tools, unpacked.beside("calls"));
        Path script = tools.resolve("ssh");
        Files.writeString(
                script,
                "#!/bin/sh\n{ printf '%s\\n' \"$@\"; echo; } >>'" + ssh.calls + "'\nfor command; do :; done\n" + body
                        + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return ssh;
    }

    Map<String, String> environment() {
        return Map.of("PATH", tools + ":" + System.getenv("PATH"));
    }

    /** All words of all calls, each call ended by an empty line. */
    List<String> calls() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }
}
