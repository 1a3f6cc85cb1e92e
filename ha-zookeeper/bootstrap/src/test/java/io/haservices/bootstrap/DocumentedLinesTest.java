package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of the operations page is true, line by line. */
class DocumentedLinesTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(server\\.[^`]*)` \\| `([^`]*)`(?:, client port `([^`]*)`)? \\|$");

    @TempDir
    Path folder;

    @Test
    void meanWhatThePageSays() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(Path.of("../../docs/operations/zookeeper-quorum.md")))
                .results()
                .toList();
        assertThat(rows).hasSizeGreaterThan(8);
        for (MatchResult row : rows) {
            Path file = Files.writeString(folder.resolve("zoo.cfg"), row.group(1) + "\nserver.99=other\n");
            ZooCfg cfg = ZooCfg.load(file);
            Peer peer = cfg.peers().values().iterator().next();
            assertThat(peer.line()).as(row.group()).isEqualTo(row.group(2));
            if (row.group(3) != null) {
                assertThat(ClientAddress.of(cfg, peer)).as(row.group()).hasToString(row.group(3));
            }
        }
    }
}
