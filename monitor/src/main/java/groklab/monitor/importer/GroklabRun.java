package groklab.monitor.importer;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.file.RunFileException;
import groklab.lab.kind.SpecException;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Set;

/// A run directory of ours: losses and accuracies of its probes. What measures say of the inside,
/// accuracies of weakened networks among them, would be taken for what the network does; and its
/// events say in words what the probes say in numbers. Its spec and criterion tell what has to be
/// asked of other runs.
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
      settings(RunDirectory.open(Folders.of(file)), log);
    }
  }

  private static void settings(RunDirectory run, LogBuilder log) {
    try {
      double decay = run.readSpec().optimizer().weightDecay().strength();
      RunCriterion criterion = run.readCriterion();
      boolean isAccuracy = criterion.criterion().name().equals(new Accuracy().name());
      Baseline unseen = criterion.baseline(Probe.VALIDATION);
      log.settings(
          new Settings(
              OptionalDouble.of(decay),
              unseen.chance(),
              unseen.lookUp(),
              threshold(isAccuracy, criterion.thresholds().train()),
              threshold(isAccuracy, criterion.thresholds().validation())));
    } catch (RunFileException | SpecException e) {
      log.remark(
          "What the run was asked for is not known, and its curves alone are looked at: %s"
              .formatted(e.getMessage()));
    }
  }

  private static OptionalDouble threshold(boolean isAccuracy, double value) {
    return isAccuracy ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
