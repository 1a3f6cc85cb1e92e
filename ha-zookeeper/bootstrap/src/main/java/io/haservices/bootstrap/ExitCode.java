package io.haservices.bootstrap;

/** The exit codes, which mean the same as those of {@code bin/ha}. */
final class ExitCode {
    static final int DONE = 0;
    static final int NEGATIVE = 1;
    static final int USAGE_OR_CONFIGURATION = 2;
    static final int UNREACHABLE = 5;
    static final int INTERNAL = 70;

    private ExitCode() {}
}
