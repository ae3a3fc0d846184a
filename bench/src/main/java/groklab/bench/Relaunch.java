package groklab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Measures in a fresh process of the same Java, options and modules: each case finds a machine
/// without compiled code and memory of another, and a library finds the environment that it reads
/// when it is loaded.
final class Relaunch {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<Map<String, Object>>> RESULTS = new TypeReference<>() {};

  private Relaunch() {}

  /// The results that the process wrote; its progress goes to our standard error.
  ///
  /// @throws BenchException with the exit code of a process that failed, after it has said why
  static List<Map<String, Object>> run(List<String> arguments, Map<String, String> environment) {
    var builder =
        new ProcessBuilder(command(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      var kill = new Thread(process::destroy);
      Runtime.getRuntime().addShutdownHook(kill);
      byte[] output;
      try (InputStream in = process.getInputStream()) {
        output = in.readAllBytes();
      }
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(kill);
      if (code != 0) {
        throw BenchException.failed(
            "the measuring process ended with exit code %d (%s)."
                .formatted(code, String.join(" ", arguments)));
      }
      return JSON.readValue(output, RESULTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!option.startsWith("-Djdk.module.main")) {
        command.add(option);
      }
    }
    String module = Relaunch.class.getModule().getName();
    if (module == null) {
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    } else {
      command.addAll(List.of("-m", module + "/" + Main.class.getName()));
    }
    command.addAll(arguments);
    return command;
  }
}
