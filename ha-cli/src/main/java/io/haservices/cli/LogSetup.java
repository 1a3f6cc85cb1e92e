package io.haservices.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import org.slf4j.Logger;

/**
 * Standard error belongs to people: warnings of HA Services without traces, and nothing of the libraries, unless verbose. In Java, for reading
 * the same from XML is a good part of a command's time. A file of the user's, where Logback looks for one, is used instead. Made by Logback
 * through the ServiceLoader.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null
                || isThere("logback-test.xml")
                || isThere("logback.xml")) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        context.getStatusManager().add(new NopStatusListener());
        Level libraries = Level.toLevel(System.getProperty(Logs.LIBRARIES), Level.OFF);
        context.getLogger("io.haservices").setLevel(Level.toLevel(System.getProperty(Logs.OWN), Level.WARN));
        context.getLogger("io.haservices.shaded").setLevel(libraries);
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(libraries);
        root.addAppender(standardError(context));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(System.getProperty(Logs.PATTERN, Logs.FOR_PEOPLE));
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static boolean isThere(String file) {
        return LogSetup.class.getClassLoader().getResource(file) != null;
    }
}
