package io.haservices.cli;

/** How much is logged; read by {@code logback.xml} when the first logger is made, which is after the command line was parsed. */
final class Logs {
    private Logs() {}

    static void adjust(boolean verbose) {
        System.setProperty("ha.log.own", verbose ? "DEBUG" : "WARN");
        System.setProperty("ha.log.libraries", verbose ? "INFO" : "OFF");
        System.setProperty(
                "ha.log.pattern",
                verbose ? "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{20} %msg%n" : "ha: %msg%n%nopex");
    }
}
