package io.haservices.bootstrap;

/** Something that the caller of the script can mend; shown as one message, without a trace. */
final class BootstrapException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private BootstrapException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The configuration, the installation or the command line has to be changed. */
    static BootstrapException configuration(String message) {
        return new BootstrapException(ExitCode.USAGE_OR_CONFIGURATION, message);
    }

    /** A server did not come up or did not answer in time. */
    static BootstrapException unreachable(String message) {
        return new BootstrapException(ExitCode.UNREACHABLE, message);
    }

    /** The same in other words. */
    BootstrapException saying(String message) {
        return new BootstrapException(exitCode, message);
    }

    /** What to tell. */
    String words() {
        return String.valueOf(getMessage());
    }

    int exitCode() {
        return exitCode;
    }
}
