package groklab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the measurements were made on.
final class Machine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  static Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("cpu", cpu());
    json.put("processors", Runtime.getRuntime().availableProcessors());
    json.put("jdk", Runtime.version() + " " + System.getProperty("java.vendor"));
    json.put(
        "os",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    return json;
  }

  private static String cpu() {
    if (!Files.isReadable(CPU_INFO)) {
      return "unknown";
    }
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
