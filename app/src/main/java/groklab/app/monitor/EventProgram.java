package groklab.app.monitor;

import groklab.app.console.Output;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that is told of every event. It is started by itself, without a shell: what a log
/// holds is an argument, whatever characters it has.
final class EventProgram {
  private static final long MOST_SECONDS = 60;

  private final String program;
  private final Output output;

  EventProgram(String program, Output output) {
    this.program = program;
    this.output = output;
  }

  /// Whether a name is that of a program: a path to one, or found on the PATH.
  static boolean isThere(String program) {
    if (program.contains(File.separator)) {
      return Files.isExecutable(Path.of(program)) && !Files.isDirectory(Path.of(program));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .filter(each -> !each.isEmpty())
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }

  /// Starts it with an event, and waits for its end, a minute at most.
  ///
  /// @param arguments after the program's name
  /// @param json what it can read from its standard input
  void tell(List<String> arguments, String json) {
    List<String> command = new java.util.ArrayList<>();
    command.add(program);
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      write(process, json);
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        output.remark(
            "--on-event %s took more than %d s and was ended".formatted(program, MOST_SECONDS));
      } else if (process.exitValue() != 0) {
        output.remark(
            "--on-event %s ended with exit code %d".formatted(program, process.exitValue()));
      }
    } catch (IOException e) {
      output.remark(
          "--on-event %s could not be started: %s".formatted(program, e.getLocalizedMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(Process process, String json) {
    try (OutputStream in = process.getOutputStream()) {
      in.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // A program that does not read its input has closed it: that is its right.
    }
  }
}
