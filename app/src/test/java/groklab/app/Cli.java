package groklab.app;

import groklab.app.console.Console;
import groklab.app.console.Terminal;
import groklab.app.process.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Runs command lines as a script would, in this JVM or in one of their own.
final class Cli {
  private static final String NOISE = "WARNING: Using incubator modules";

  static final Terminal PIPE = new Terminal(OptionalInt.empty());

  private Cli() {}

  /// What a command left behind.
  record Result(int exitCode, String out, String err) {
    List<String> errLines() {
      return err.lines().toList();
    }
  }

  /// Streams that remember.
  static final class Captured {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Console console = new Console(stream(out), stream(err), PIPE, PIPE);

    Result result(int exitCode) {
      return new Result(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Forgets what was written.
    void clear() {
      out.reset();
      err.reset();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
      return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
  }

  static Result run(Object... arguments) {
    var captured = new Captured();
    return captured.result(Main.run(texts(arguments), captured.console));
  }

  /// `groklab run` of a network so small that a step takes microseconds, and `more`.
  static Object[] tinyRun(long steps, Object... more) {
    var arguments = new ArrayList<>(List.<Object>of("run", "addition-59", "--threads", 1));
    for (String override : tinySpec(steps)) {
      arguments.addAll(List.of("--set", override));
    }
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  /// p = 7 with a transformer of width 8, never stopping before the budget.
  static List<String> tinySpec(long steps) {
    return List.of(
        "name=tiny",
        "task.modulus=7",
        "task.trainFraction=0.5",
        "model.width=8",
        "model.heads=2",
        "model.mlpWidth=16",
        "budget.stopWhen=never",
        "budget.steps=" + steps);
  }

  static String digest(Path directory) {
    Result result = run("digest", directory);
    if (result.exitCode() != ExitCode.DONE) {
      throw new AssertionError(result);
    }
    return result.out().strip();
  }

  /// A process of its own, with its output in files beside the working directory. It lives for
  /// seconds: without C2 and with plain kernels, which give the same bits, it takes half as long.
  static Process fork(Path workingDirectory, Object... arguments) throws IOException {
    var options = List.of("--add-modules", "jdk.incubator.vector", "-Dgroklab.kernels=plain");
    return fork(workingDirectory, options, arguments);
  }

  /// A process of its own without the incubating module, as the launcher starts what reads pages.
  static Process forkWithoutVectors(Path workingDirectory, Object... arguments) throws IOException {
    return fork(workingDirectory, List.of(), arguments);
  }

  private static Process fork(Path workingDirectory, List<String> options, Object... arguments)
      throws IOException {
    var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    command.addAll(options);
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", classPath(), Main.class.getName()));
    command.addAll(List.of(texts(arguments)));
    return new ProcessBuilder(command)
        .directory(workingDirectory.toFile())
        .redirectOutput(workingDirectory.resolve("out").toFile())
        .redirectError(workingDirectory.resolve("err").toFile())
        .start();
  }

  static Result await(Process process, Path workingDirectory)
      throws IOException, InterruptedException {
    int exitCode = process.waitFor();
    String err = Files.readString(workingDirectory.resolve("err"));
    return new Result(
        exitCode,
        Files.readString(workingDirectory.resolve("out")),
        String.join("\n", err.lines().filter(line -> !line.startsWith(NOISE)).toList()));
  }

  /// The class path of the tests, which Surefire hides in a manifest.
  private static String classPath() {
    String hidden = System.getProperty("surefire.test.class.path");
    String path = hidden == null ? System.getProperty("java.class.path") : hidden;
    return String.join(
        File.pathSeparator,
        Arrays.stream(path.split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  /// The step of the last probe that a run has recorded; -1 before the first.
  static long lastProbe(Path directory) {
    Path metrics = directory.resolve("metrics.jsonl");
    if (!Files.exists(metrics)) {
      return -1;
    }
    try (Stream<String> lines = Files.lines(metrics)) {
      return lines
          .filter(line -> line.endsWith("}"))
          .reduce((_, last) -> last)
          .map(line -> Long.parseLong(line.replaceFirst("\\{\"step\":(\\d+),.*", "$1")))
          .orElse(-1L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] texts(Object... arguments) {
    return Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
  }
}
