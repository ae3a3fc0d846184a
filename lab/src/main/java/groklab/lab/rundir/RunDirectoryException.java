package groklab.lab.rundir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A run directory that cannot be read or written. The message is one sentence that names the file and says what is
/// safe or what to do.
public final class RunDirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunDirectoryException(String sentence) {
    super(sentence);
  }

  private RunDirectoryException(String sentence, IOException cause) {
    super(sentence, cause);
  }

  /// @param safe what is not lost
  static RunDirectoryException writing(Path file, IOException cause, String safe) {
    var reason = reason(cause);
    boolean full = reason.contains("No space left") || reason.contains("quota");
    return new RunDirectoryException(
        full
            ? "The disk is full, so %s was not written; %s; free some space and go on with --resume"
                .formatted(file, safe)
            : "%s was not written (%s); %s".formatted(file, reason, safe),
        cause);
  }

  static RunDirectoryException reading(Path file, IOException cause) {
    return cause instanceof NoSuchFileException
        ? new RunDirectoryException("There is no file %s; check the path".formatted(file), cause)
        : new RunDirectoryException("%s cannot be read (%s)".formatted(file, reason(cause)), cause);
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
