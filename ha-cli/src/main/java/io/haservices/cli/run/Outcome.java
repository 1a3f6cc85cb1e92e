package io.haservices.cli.run;

import io.haservices.EndReason;
import io.haservices.cli.console.ExitCode;
import io.haservices.cli.guard.CommandEnd;
import java.util.Optional;

/**
 * How {@code ha run} ends.
 *
 * @param exitCode its own
 * @param words for people
 */
record Outcome(int exitCode, String words) {
    /** The command's own code when it ended by itself in time; when leadership was lost, never 0 (CLI-11). */
    static Outcome of(CommandEnd end, Optional<EndReason> leadershipEnded) {
        String detail = end.detail().isEmpty() ? "" : ": " + end.detail();
        boolean byItself = end.cause() == CommandEnd.Cause.EXITED || end.cause() == CommandEnd.Cause.NOT_STARTED;
        if (leadershipEnded.isPresent()) {
            return new Outcome(
                    ExitCode.LEADERSHIP_LOST,
                    "leadership was lost (" + leadershipEnded.get() + "), the command is gone");
        }
        if (end.cause() == CommandEnd.Cause.DEADLINE) {
            // The guard was the first to act on it.
            return new Outcome(ExitCode.LEADERSHIP_LOST, "leadership was lost, the command is gone" + detail);
        }
        if (byItself && end.exitCode().isPresent()) {
            int code = end.exitCode().getAsInt();
            return new Outcome(code, "the command ended with exit code " + code + detail);
        }
        return new Outcome(ExitCode.LEADERSHIP_LOST, "the command was ended" + detail);
    }

    /** Whoever wins without a guard would have to give up at once, so standing by ends. */
    static Outcome guardLostStandingBy(String detail) {
        return new Outcome(
                ExitCode.LEADERSHIP_LOST, "standing by ends, for nothing can be guarded any more: " + detail);
    }

    static Outcome guardBroke(Throwable error) {
        return new Outcome(ExitCode.LEADERSHIP_LOST, "the guard failed, which ends the command: " + error);
    }
}
