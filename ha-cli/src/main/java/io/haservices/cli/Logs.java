package io.haservices.cli;

/** How much is logged; read by {@link LogSetup} when the first logger is made, which is after the command line was parsed. */
final class Logs {
    static final String OWN = "ha.log.own";
    static final String LIBRARIES = "ha.log.libraries";
    static final String PATTERN = "ha.log.pattern";
    static final String FOR_PEOPLE = "ha: %msg%n%nopex";

    private Logs() {}

    static void adjust(boolean verbose) {
        System.setProperty(OWN, verbose ? "DEBUG" : "WARN");
        System.setProperty(LIBRARIES, verbose ? "INFO" : "OFF");
        System.setProperty(PATTERN, verbose ? "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{20} %msg%n" : FOR_PEOPLE);
    }
}
