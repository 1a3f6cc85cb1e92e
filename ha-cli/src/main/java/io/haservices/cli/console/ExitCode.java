package io.haservices.cli.console;

/** The exit codes of every command (CLI-02). */
public final class ExitCode {
    /** It was done. */
    public static final int DONE = 0;
    /** The answer is no: no leader, no such state, a condition that does not hold. */
    public static final int NEGATIVE = 1;
    /** The command line or the configuration has to be changed first. */
    public static final int USAGE = 2;
    /** A newer term has begun; nothing was changed. */
    public static final int STALE_EPOCH = 3;
    /** Sent, answer lost: repeat with the same mark. */
    public static final int OUTCOME_UNKNOWN = 4;
    /** A service did not answer within the time limit, or cannot be used now. */
    public static final int UNREACHABLE = 5;
    /** A pointer or the bytes that it names are damaged. */
    public static final int DAMAGED = 6;
    /** A fault of this program. */
    public static final int INTERNAL = 70;
    /** Leadership ended while the command ran. */
    public static final int LEADERSHIP_LOST = 75;

    private ExitCode() {}
}
