package groklab.lab.measure.stored;

import groklab.lab.measure.Measure;
import groklab.lab.measure.ProbeMeter;
import groklab.lab.measure.Subject;
import groklab.lab.measure.catalogue.Catalogue;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Measures of stored weights. For the checkpoints of a run they are the numbers that the run records at the same step,
/// to the last bit.
///
/// @param rows one for each file
/// @param notApplicable measures that do not apply, with the reason
/// @param remarks about the files
public record StoredMeasurement(
    List<Row> rows, SequencedMap<String, String> notApplicable, Set<String> remarks) {

  /// The values of one file, in the order in which a run records them.
  public record Row(StoredFiles.File file, SequencedMap<String, Double> values) {}

  /// Takes the measures of files.
  ///
  /// @param foreignSpec the spec of weights that are not of a run of ours; empty = weights alone are measured
  /// @param threads of the engine; no influence on results
  /// @throws SpecException if a measure that is asked for by its own name does not apply, or if the weights are not
  ///     those of the spec's network
  public static StoredMeasurement of(
      StoredFiles files,
      Optional<RunSpec> foreignSpec,
      Catalogue.Selection selection,
      int threads) {
    if (files.runSpec().isPresent() && foreignSpec.isPresent()) {
      throw new SpecException(
          "%s is of a run that has its own spec; leave out --spec".formatted(files.path()));
    }
    var result =
        new StoredMeasurement(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
    Optional<RunSpec> spec = files.runSpec().or(() -> foreignSpec);
    if (spec.isPresent()) {
      result.measureModel(files, spec.get(), selection, threads);
    } else {
      result.measureWeights(files, selection);
    }
    return result;
  }

  private void measureModel(
      StoredFiles files, RunSpec spec, Catalogue.Selection selection, int threads) {
    try (var model = new StoredModel(spec, files.runSpec().isPresent(), threads);
        var meter = meter(model.subject(), selection)) {
      for (StoredFiles.File file : files.files()) {
        remarks.addAll(model.load(StoredWeights.read(file.path())));
        take(meter, file);
      }
    }
  }

  private void measureWeights(StoredFiles files, Catalogue.Selection selection) {
    for (StoredFiles.File file : files.files()) {
      try (var meter = meter(StoredWeights.read(file.path()).subject(), selection)) {
        take(meter, file);
      }
    }
  }

  private ProbeMeter meter(Subject subject, Catalogue.Selection selection) {
    for (Measure measure : selection.named()) {
      ProbeMeter.obstacle(measure, subject)
          .ifPresent(why -> {
            throw new SpecException(
                "The measure %s does not apply: %s".formatted(measure.name(), why));
          });
    }
    var meter = new ProbeMeter(subject, selection.measures());
    notApplicable.putAll(meter.notApplicable());
    return meter;
  }

  private void take(ProbeMeter meter, StoredFiles.File file) {
    Probe probe = meter.take(file.step().orElse(0));
    rows.add(new Row(file, probe.values()));
  }
}
