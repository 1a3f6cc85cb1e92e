package io.haservices.cli.guard;

import java.util.List;

/**
 * Every living process of the session that the command leads: also those in groups of their own, which {@code timeout} and shells with
 * job control make. The kernel does not give the number to another process as long as one of them lives.
 */
record CommandSession(long id) {
    private static final int WARM_UP = 5;

    /** The first looks at all processes take many times as long as later ones; this has them while nothing hurries. */
    static void warmUp() {
        for (int i = 0; i < WARM_UP; i++) {
            ProcessEntry.all();
        }
    }

    boolean isEmpty() {
        return !ledByLeader() && members().isEmpty();
    }

    /** The leader's group is first and needs no look at all processes, which takes long on a busy machine. */
    void signal(String name, SignalShell shell) {
        boolean led = ledByLeader();
        if (led) {
            send(name, List.of(id), List.of(id), shell);
        }
        List<ProcessEntry> rest =
                members().stream().filter(entry -> !led || entry.group() != id).toList();
        if (!rest.isEmpty()) {
            List<Long> groups =
                    rest.stream().map(ProcessEntry::group).distinct().toList();
            send(name, groups, rest.stream().map(ProcessEntry::pid).toList(), shell);
        }
    }

    private boolean ledByLeader() {
        return ProcessEntry.of(id).filter(this::has).isPresent();
    }

    private List<ProcessEntry> members() {
        return ProcessEntry.all().stream().filter(this::has).toList();
    }

    private boolean has(ProcessEntry entry) {
        return entry.session() == id && entry.alive();
    }

    private static void send(String name, List<Long> groups, List<Long> processes, SignalShell shell) {
        boolean sent = shell.send(name, groups);
        // Needs no other process, so it works also when the shell does not.
        if (name.equals("KILL")) {
            processes.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        } else if (name.equals("TERM") && !sent) {
            processes.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
        }
    }
}
