package io.haservices.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessEntryTest {

    @Test
    void readsThisProcess() {
        long pid = ProcessHandle.current().pid();
        assertThat(ProcessEntry.all()).anyMatch(entry -> entry.pid() == pid && entry.alive() && entry.threads() > 1);
        // 0 when the session was begun outside of this container.
        assertThat(ProcessEntry.of(pid).orElseThrow().session()).isNotNegative();
    }

    @Test
    void readsTheCommandLineOfThisProcessAndNoneWhereThereIsNoProcess() {
        assertThat(ProcessEntry.commandLine(ProcessHandle.current().pid()))
                .contains("java")
                .endsWith("\0");
        assertThat(ProcessEntry.commandLine(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void aNameMayLookLikeTheRestOfTheLine() {
        assertThat(entry("(a) S 1 (b", 'R', 1)).isEqualTo(new ProcessEntry(42, 'R', 40, 39, 1));
    }

    @Test
    void aZombieIsAliveOnlyWhileOtherThreadsOfItRun() {
        assertThat(entry("x", 'Z', 1).alive()).isFalse();
        assertThat(entry("x", 'Z', 2).alive()).isTrue();
        assertThat(entry("x", 'X', 1).alive()).isFalse();
        assertThat(entry("x", 'T', 1).alive()).isTrue();
    }

    private static ProcessEntry entry(String name, char state, int threads) {
        return ProcessEntry.parse("42 (" + name + ") " + state + " 1 40 39 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 " + threads
                + " 0 24 42942464 3196");
    }
}
