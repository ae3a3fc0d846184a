package groklab.monitor.importer;

import groklab.monitor.log.LogBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A run directory of ours: its probes. Its events say in words what the probes say in numbers, so
/// nothing is taken of them.
final class GroklabRun implements Importer {
  private static final String PROBES = "metrics.jsonl";
  private static final String EVENTS = "events.jsonl";

  private final JsonLinesLog lines = new JsonLinesLog();

  @Override
  public String format() {
    return "Groklab run directory";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    boolean named = file.endsWith(PROBES) || file.endsWith(EVENTS);
    return named
        && Files.exists(file.resolveSibling(PROBES))
        && Files.exists(file.resolveSibling("spec.toml"));
  }

  @Override
  public Path run(Path file) {
    return Folders.of(file);
  }

  @Override
  public void read(Path file, LogBuilder log) throws IOException {
    if (file.endsWith(PROBES)) {
      lines.read(file, log);
    }
  }
}
