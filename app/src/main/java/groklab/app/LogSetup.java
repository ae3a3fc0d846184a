package groklab.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/// Where log lines go: nowhere by default, to standard error with `-v`. Everything below the app
/// logs through `System.Logger`; Logback finds this class as a service when the first logger is
/// asked for, so that a command that logs nothing does not pay for it.
public final class LogSetup extends ContextAwareBase implements Configurator {
  private static volatile int verbosity;

  /// 0 silent, 1 information, 2 and above everything.
  static void setVerbosity(int times) {
    verbosity = times;
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    setContext(context);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level());
    if (verbosity > 0) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(standardError(context));
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Level level() {
    return switch (verbosity) {
      case 0 -> Level.OFF;
      case 1 -> Level.INFO;
      default -> Level.TRACE;
    };
  }

  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger: %message%n");
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
