package groklab.monitor.importer;

import groklab.monitor.log.LogBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON object on each line, as structured loggers write them.
final class JsonLinesLog implements Importer {
  private final Set<String> names;

  /// Of everything that lines hold.
  JsonLinesLog() {
    this(Set.of());
  }

  /// @param names that are taken; empty = all
  JsonLinesLog(Set<String> names) {
    this.names = Set.copyOf(names);
  }

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

  private boolean isTaken(String line, long number, LogBuilder log) {
    try {
      JsonNode node = JsonObjects.MAPPER.readTree(line);
      if (node instanceof ObjectNode object) {
        if (!names.isEmpty()) {
          object.retain(names);
        }
        JsonObjects.take(node, number, log);
        return true;
      }
      return false;
    } catch (JacksonException e) {
      return false;
    }
  }
}
