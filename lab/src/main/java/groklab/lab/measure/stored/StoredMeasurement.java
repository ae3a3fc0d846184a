package groklab.lab.measure.stored;

import groklab.lab.kind.SpecException;
import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Comparison;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ComparisonMeter;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/// Measures of stored weights. For the checkpoints of a run they are the numbers that the run
/// records at the same step, to the last bit.
///
/// @param rows one for each file
/// @param notApplicable measures that do not apply, with the reason
/// @param remarks about the files
public record StoredMeasurement(
    List<Row> rows, SequencedMap<String, String> notApplicable, Set<String> remarks) {

  /// The values of one file, in the order in which a run records them, then those of the
  /// comparisons with other files.
  public record Row(StoredFiles.File file, SequencedMap<String, Double> values) {}

  /// Takes the measures of files.
  ///
  /// @param foreignSpec the spec of weights that are not of a run of ours; empty = weights alone
  ///     are measured
  /// @param threads of the engine; no influence on results
  /// @throws SpecException if a measure that is asked for by its own name does not apply, or if the
  ///     weights are not those of the spec's network
  public static StoredMeasurement of(
      StoredFiles files,
      Optional<RunSpec> foreignSpec,
      Catalogue.Selection selection,
      int threads) {
    Optional<RunSpec> spec = files.spec(foreignSpec);
    var result =
        new StoredMeasurement(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
    if (spec.isPresent()) {
      result.measureModel(files, spec.get(), selection, threads);
    } else {
      result.measureWeights(files, selection);
    }
    return result;
  }

  private void measureModel(
      StoredFiles files, RunSpec spec, Catalogue.Selection selection, int threads) {
    boolean own = files.runSpec().isPresent();
    try (var model = new StoredModel(spec, own, threads)) {
      try (var meter = meter(model.subject(), selection.measures(), selection.named())) {
        for (StoredFiles.File file : files.files()) {
          remarks.addAll(model.load(StoredWeights.read(file.path())));
          take(meter, file);
        }
      }
      List<Comparison<?>> comparisons =
          comparable(model.subject(), files, selection, Optional::empty);
      if (!comparisons.isEmpty()) {
        try (var meter = new ComparisonMeter(model.subject(), comparisons)) {
          compare(
              files,
              file -> {
                remarks.addAll(model.load(StoredWeights.read(file.path())));
                return meter;
              });
        }
      }
    }
  }

  private void measureWeights(StoredFiles files, Catalogue.Selection selection) {
    for (StoredFiles.File file : files.files()) {
      try (var meter = meter(subject(file), selection.measures(), selection.named())) {
        take(meter, file);
      }
    }
    Subject last = subject(files.series().getLast());
    List<Comparison<?>> comparisons =
        comparable(last, files, selection, () -> otherTensors(files, last));
    if (!comparisons.isEmpty()) {
      // weights alone need no session, so there is nothing to close
      compare(files, file -> new ComparisonMeter(subject(file), comparisons));
    }
  }

  private static Subject subject(StoredFiles.File file) {
    return StoredWeights.read(file.path()).subject();
  }

  /// Weights alone are compared by name and shape.
  private static Optional<String> otherTensors(StoredFiles files, Subject last) {
    return files.series().stream()
        .filter(file -> !subject(file).weights().equals(last.weights()))
        .findFirst()
        .map(file ->
            "it compares tensors by name and shape, and %s has others than %s"
                .formatted(file.path(), files.series().getLast().path()));
  }

  private ProbeMeter meter(Subject subject, List<Measure> measures, Set<AnyMeasure> named) {
    for (Measure measure : measures) {
      if (named.contains(measure)) {
        ProbeMeter.obstacle(measure, subject).ifPresent(why -> refuse(measure, why));
      }
    }
    var meter = new ProbeMeter(subject, measures);
    notApplicable.putAll(meter.notApplicable());
    return meter;
  }

  private List<Comparison<?>> comparable(
      Subject subject,
      StoredFiles files,
      Catalogue.Selection selection,
      Supplier<Optional<String>> more) {
    List<Comparison<?>> fitting = new ArrayList<>();
    for (Comparison<?> comparison : selection.comparisons()) {
      Optional<String> obstacle =
          ProbeMeter.obstacle(comparison, subject)
              .or(() -> StoredComparisons.obstacle(files))
              .or(more);
      if (obstacle.isEmpty()) {
        fitting.add(comparison);
      } else if (selection.named().contains(comparison)) {
        refuse(comparison, obstacle.get());
      } else {
        notApplicable.put(comparison.name(), obstacle.get());
      }
    }
    return fitting;
  }

  private static void refuse(AnyMeasure measure, String why) {
    throw new SpecException("The measure %s does not apply: %s".formatted(measure.name(), why));
  }

  private void take(ProbeMeter meter, StoredFiles.File file) {
    Probe probe = meter.take(file.step().orElse(0));
    rows.add(new Row(file, new LinkedHashMap<>(probe.values())));
  }

  /// Adds the comparisons to the rows of their files.
  private void compare(StoredFiles files, StoredComparisons.Source source) {
    List<SequencedMap<String, Double>> compared = new StoredComparisons(files, source).take();
    for (int i = 0; i < compared.size(); i++) {
      rows.get(i).values().putAll(compared.get(i));
    }
  }
}
