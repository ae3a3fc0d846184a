package groklab.lab.file;

import groklab.lab.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A run directory that cannot be used. The message is one sentence that names the file and says
/// what is safe or what to do.
///
/// The exit code is 2 where the directory is not what it should be (it exists, it is none, a file
/// in it is missing or damaged), 1 where the file system did not do what it was asked (full, not
/// permitted, broken).
public final class RunFileException extends RuntimeException implements UserError {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  public RunFileException(String sentence) {
    super(sentence);
    this.exitCode = BAD_INPUT;
  }

  /// @param cause what went wrong further down, for a debugger
  public RunFileException(String sentence, Exception cause) {
    super(sentence, cause);
    this.exitCode = BAD_INPUT;
  }

  private RunFileException(String sentence, IOException cause, int exitCode) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  @Override
  public int exitCode() {
    return exitCode;
  }

  /// @param safe what is not lost
  public static RunFileException writing(Path file, IOException cause, String safe) {
    var reason = reason(cause);
    boolean full = reason.contains("No space left") || reason.contains("quota");
    return new RunFileException(
        full
            ? "The disk is full, so %s was not written; %s; free some space".formatted(file, safe)
            : "%s was not written (%s); %s; remove the cause".formatted(file, reason, safe),
        cause,
        FAILED);
  }

  public static RunFileException reading(Path file, IOException cause) {
    return cause instanceof NoSuchFileException
        ? new RunFileException(
            "There is no file %s; check the path".formatted(file), cause, BAD_INPUT)
        : new RunFileException(
            "%s cannot be read (%s)".formatted(file, reason(cause)), cause, FAILED);
  }

  /// @param path where the directory of a run was expected
  public static RunFileException noRun(Path path) {
    if (Files.isDirectory(path)) {
      return new RunFileException(
          "%s is not a run directory: it has no spec.toml; expected one that groklab run has made"
              .formatted(path));
    }
    return new RunFileException(
        Files.exists(path)
            ? ("%s is a file, expected the directory of a run; write groklab diagnose %s for what"
                    + " another program has logged")
                .formatted(path, path)
            : "There is no run directory %s; check the path".formatted(path));
  }

  /// The error as one that stopped what a command does: where the file system failed, with the way
  /// to go on added.
  ///
  /// @param goOn the command behind `groklab`, e.g. `run --resume runs/a`
  public RunFileException stopping(String goOn) {
    return exitCode == FAILED && getCause() instanceof IOException cause
        ? new RunFileException(
            "%s, then go on with groklab %s".formatted(getMessage(), goOn), cause, FAILED)
        : this;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "its directory does not exist";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
