package groklab.monitor.importer;

import groklab.monitor.log.LogBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// A run directory of ours: losses and accuracies of its probes. What measures say of the inside,
/// accuracies of weakened networks among them, would be taken for what the network does; and its
/// events say in words what the probes say in numbers.
final class GroklabRun implements Importer {
  private static final String PROBES = "metrics.jsonl";
  private static final String EVENTS = "events.jsonl";

  private final JsonLinesLog lines =
      new JsonLinesLog(
          Set.of("step", "train.loss", "train.accuracy", "validation.loss", "validation.accuracy"));

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
