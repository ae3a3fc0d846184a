package groklab.monitor.importer;

import groklab.monitor.log.LogBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A JSON object on each line, as structured loggers write them.
final class JsonLinesLog implements Importer {
  @Override
  public String format() {
    return "JSON lines";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".jsonl") || name.endsWith(".ndjson");
  }

  @Override
  public Path run(Path file) {
    return file;
  }

  @Override
  public void read(Path file, LogBuilder log) throws IOException {
    long bad = 0;
    long number = 0;
    try (BufferedReader lines = TextLines.open(file)) {
      for (String line = TextLines.next(lines); line != null; line = TextLines.next(lines)) {
        if (!line.isBlank()) {
          bad += isTaken(line, number++, log) ? 0 : 1;
        }
      }
    }
    if (bad > 0) {
      log.remark("%,d lines of %s are no JSON objects and were left out".formatted(bad, file));
    }
  }

  private static boolean isTaken(String line, long number, LogBuilder log) {
    try {
      JsonNode node = JsonObjects.MAPPER.readTree(line);
      if (node.isObject()) {
        JsonObjects.take(node, number, log);
        return true;
      }
      return false;
    } catch (JacksonException e) {
      return false;
    }
  }
}
