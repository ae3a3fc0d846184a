package groklab.app.process;

import groklab.app.console.Printable;
import groklab.lab.UserError;
import groklab.lab.kind.Suggestion;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns whatever went wrong into one sentence on standard error and an exit code. No stack trace
/// reaches the user: that of a fault of ours goes to a file whose name is in the sentence.
public final class ErrorSentences {
  /// As picocli names the constants of an enum, which nobody types like that.
  private static final Pattern CONSTANTS =
      Pattern.compile("(expected one of \\[[A-Z_, ]+]) \\(case-insensitive\\)");

  private final PrintStream err;
  private final Path logs;

  /// @param logs folder that receives the details of unexpected errors
  public ErrorSentences(PrintStream err, Path logs) {
    this.err = err;
    this.logs = logs;
  }

  /// The system's folder for temporary files.
  public static Path temporaryLogs() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /// Arguments that picocli could not make sense of; returns [ExitCode#BAD_INPUT].
  public int badArguments(ParameterException error) {
    CommandLine command = error.getCommandLine();
    say(argumentSentence(error) + "; see " + command.getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.BAD_INPUT;
  }

  private static String argumentSentence(ParameterException error) {
    String problem = lowerFirst(oneLine(error));
    if (error instanceof UnmatchedArgumentException unmatched) {
      String given = unmatched.getUnmatched().getFirst();
      problem =
          (unmatched.isUnknownOption()
                  ? "there is no option '"
                  : "there is no command or place for '")
              + given
              + "'";
      problem +=
          Suggestion.nearest(given, known(unmatched))
              .map(near -> ", did you mean " + near + "?")
              .orElse("");
    }
    return CONSTANTS
        .matcher(problem)
        .replaceAll(found -> found.group(1).toLowerCase(Locale.ROOT))
        .replaceAll("is not an? (long|int)$", "is no whole number")
        .replaceAll("is not an? (double|float)$", "is no number")
        .replaceAll("[.?!]+$", "");
  }

  /// Options where one was given, or else commands.
  private static Collection<String> known(UnmatchedArgumentException error) {
    CommandLine command = error.getCommandLine();
    return error.isUnknownOption()
        ? command.getCommandSpec().optionsMap().keySet()
        : command.getSubcommands().keySet();
  }

  /// Anything thrown by a command; returns the exit code.
  public int failure(Throwable error) {
    if (error instanceof UserError known) {
      say(oneLine(error));
      return known.exitCode();
    }
    return switch (error) {
      case IllegalArgumentException bad when thrownByLab(bad) -> {
        say(oneLine(bad));
        yield ExitCode.BAD_INPUT;
      }
      case UncheckedIOException wrapped when wrapped.getCause() != null ->
          failure(wrapped.getCause());
      case IOException io -> {
        say(fileSentence(io));
        yield ExitCode.FAILED;
      }
      case OutOfMemoryError _ -> {
        long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
        say(
            ("the run needs more memory than the %d MiB that Java may use: make it "
                        + "smaller or allow more with")
                    .formatted(mebibytes)
                + " GROKLAB_JAVA_OPTS=-Xmx...");
        yield ExitCode.FAILED;
      }
      default -> unexpected(error);
    };
  }

  /// An IllegalArgumentException is the user's only when our own validation threw it, not a library
  /// called with something wrong.
  private static boolean thrownByLab(IllegalArgumentException error) {
    StackTraceElement[] trace = error.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("groklab.lab.");
  }

  private static String fileSentence(IOException error) {
    return switch (error) {
      case NoSuchFileException missing -> "there is no file or folder " + missing.getFile() + ".";
      case AccessDeniedException denied -> "no permission to use " + denied.getFile() + ".";
      case FileAlreadyExistsException exists -> exists.getFile() + " exists already.";
      case FileSystemException file ->
          "cannot use " + file.getFile() + ": " + file.getReason() + ".";
      default -> "reading or writing failed: " + oneLine(error) + ".";
    };
  }

  private int unexpected(Throwable error) {
    String what = "unexpected " + error.getClass().getSimpleName() + " (" + oneLine(error) + ")";
    try {
      Path file = Files.createTempFile(logs, "groklab-error-", ".log");
      try (var writer = new PrintWriter(Files.newBufferedWriter(file))) {
        error.printStackTrace(writer);
      }
      say(what + ", a fault of Groklab; the details are in " + file + ".");
    } catch (IOException unwritable) {
      say(what + ", a fault of Groklab; the details could not be written to " + logs + ":");
      error.printStackTrace(err); // the only place left for them
    }
    return ExitCode.FAILED;
  }

  private void say(String sentence) {
    err.println("groklab: " + Printable.of(sentence));
  }

  private static String oneLine(Throwable error) {
    String message = error.getMessage();
    return message == null ? "no message" : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String lowerFirst(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }
}
