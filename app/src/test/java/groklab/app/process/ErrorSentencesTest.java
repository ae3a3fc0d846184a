package groklab.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorSentencesTest {
  @TempDir private Path logs;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void aUserErrorIsItsSentenceAndItsExitCode() {
    assertThat(failure(new Interrupted("saved at step 7;\n go on with --resume"))).isEqualTo(130);
    assertThat(said()).isEqualTo("groklab: saved at step 7; go on with --resume\n");
  }

  @Test
  void aRefusalByTheLabIsBadInputAndOneByALibraryIsAFault() {
    assertThat(failure(thrownIn("groklab.lab.problem.TaskSpec", "modulus must be prime, was 4")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said()).isEqualTo("groklab: modulus must be prime, was 4\n");

    bytes.reset();
    assertThat(failure(thrownIn("java.util.ArrayList", "Illegal Capacity: -1")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(said()).contains("unexpected IllegalArgumentException", "a fault of Groklab");
  }

  @Test
  void fileTroubleNamesTheFileAndEndsWithOne() {
    assertThat(failure(new UncheckedIOException(new NoSuchFileException("runs/a"))))
        .isEqualTo(ExitCode.FAILED);
    assertThat(failure(new AccessDeniedException("runs/b"))).isEqualTo(ExitCode.FAILED);
    assertThat(failure(new FileSystemException("runs/c", null, "No space left on device")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(failure(new IOException("No space left on device"))).isEqualTo(ExitCode.FAILED);
    assertThat(said())
        .isEqualTo(
            """
            groklab: there is no file or folder runs/a.
            groklab: no permission to use runs/b.
            groklab: cannot use runs/c: No space left on device.
            groklab: reading or writing failed: No space left on device.
            """);
  }

  @Test
  void anUnexpectedErrorKeepsItsStackTraceInAFile() throws IOException {
    assertThat(failure(new IllegalStateException("plan without output")))
        .isEqualTo(ExitCode.FAILED);
    List<Path> files;
    try (var listing = Files.list(logs)) {
      files = listing.toList();
    }
    assertThat(files).hasSize(1);
    assertThat(said().lines()).hasSize(1);
    assertThat(said()).contains("plan without output", files.getFirst().toString());
    assertThat(files.getFirst()).content().contains("at " + getClass().getName());
  }

  @Test
  void memoryThatRunsOutIsExplained() {
    assertThat(failure(new OutOfMemoryError())).isEqualTo(ExitCode.FAILED);
    assertThat(said()).contains("MiB", "GROKLAB_JAVA_OPTS=-Xmx");
  }

  private int failure(Throwable error) {
    var err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new ErrorSentences(err, logs).failure(error);
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException thrownIn(String className, String message) {
    var error = new IllegalArgumentException(message);
    error.setStackTrace(new StackTraceElement[] {new StackTraceElement(className, "x", null, 1)});
    return error;
  }

  private static final class Interrupted extends RuntimeException implements UserError {
    Interrupted(String message) {
      super(message);
    }

    @Override
    public int exitCode() {
      return ExitCode.INTERRUPTED;
    }
  }
}
