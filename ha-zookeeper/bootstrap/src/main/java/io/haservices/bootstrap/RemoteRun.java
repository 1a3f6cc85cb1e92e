package io.haservices.bootstrap;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that ssh carries out on another machine, while this one goes on.
 *
 * @param peer the server that it is about
 * @param words the command line of ssh
 * @param process ssh
 */
record RemoteRun(Peer peer, List<String> words, Process process) {
    /** What ssh itself ends with when it did not get through; all other codes are those of the command. */
    private static final int SSH_FAILED = 255;

    /** For logging in, and for ending a server that has to be killed. */
    private static final Duration OVERHEAD = Duration.ofSeconds(40);

    /** How long a run may take whose command gives up after this limit by itself. */
    static Duration patience(Duration limit) {
        return limit.plus(OVERHEAD);
    }

    void await(Duration limit) {
        try {
            if (!process.waitFor(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw BootstrapException.unreachable(
                        name() + "ssh was not done in time and was ended; the command was: " + String.join(" ", words));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BootstrapException.unreachable("interrupted while ssh ran.");
        }
        int code = process.exitValue();
        if (code == SSH_FAILED) {
            throw BootstrapException.unreachable(name()
                    + "ssh did not get through (code 255, its reason stands above). Try: ssh " + peer.host() + " true");
        }
        if (code != ExitCode.DONE) {
            String words = name() + "zookeeper.sh ended there with code " + code + ", its reason stands above.";
            throw code == ExitCode.USAGE_OR_CONFIGURATION
                    ? BootstrapException.configuration(words)
                    : BootstrapException.unreachable(words);
        }
    }

    private String name() {
        return "server." + peer.id() + " on " + peer.host() + ": ";
    }
}
