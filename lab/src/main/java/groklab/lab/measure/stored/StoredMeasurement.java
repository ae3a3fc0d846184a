package groklab.lab.measure.stored;

import groklab.lab.kind.SpecException;
import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Comparison;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ComparisonMeter;
import groklab.lab.measure.meter.Measured;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.spec.RunSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Measures of stored weights. For the checkpoints of a run they are the numbers that the run
/// records at the same step, to the last bit.
///
/// @param rows one for each file
/// @param notApplicable measures that do not apply, with the reason
/// @param remarks about the files
public record StoredMeasurement(
    List<Row> rows, SequencedMap<String, String> notApplicable, Set<String> remarks) {

  /// What was measured of one file, in the order in which a run records it, then the comparisons
  /// with other files.
  ///
  /// @param finite whether all weights of the file are numbers
  public record Row(StoredFiles.File file, Measured measured, boolean finite) {

    public SequencedMap<String, Double> values() {
      return measured.values();
    }

    /// Why a value is not defined.
    public String whyUndefined(String name) {
      return Optional.ofNullable(measured.undefined().get(name))
          .or(() -> Catalogue.find(name).map(this::likely))
          .orElseThrow(() -> new IllegalArgumentException("no measure records " + name));
    }

    /// Of a measure that does not say it itself.
    private String likely(AnyMeasure measure) {
      return finite
          ? "it divides by 0 or has nothing to look at; see groklab explain " + measure.name()
          : "a weight is not finite, and it is computed from all of them";
    }
  }

  /// Takes the measures of files.
  ///
  /// @param foreignSpec the spec of weights that are not of a run of ours; empty = weights alone
  ///     are measured
  /// @param threads of the engine; no influence on results
  /// @throws SpecException if measures are asked for by their own names and nothing applies, or if
  ///     the weights are not those of the spec's network
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
    result.requireSomething(selection);
    return result;
  }

  /// Of several measures those that apply are taken, and the others said; a measure that was asked
  /// for alone is no list of nothing.
  private void requireSomething(Catalogue.Selection selection) {
    boolean nothing =
        rows.stream().allMatch(row -> row.values().isEmpty() && row.measured().lists().isEmpty());
    List<AnyMeasure> refused =
        selection.named().stream().filter(m -> notApplicable.containsKey(m.name())).toList();
    if (nothing && !refused.isEmpty()) {
      throw new SpecException(
          refused.stream()
              .map(m ->
                  "The measure %s does not apply: %s"
                      .formatted(m.name(), notApplicable.get(m.name())))
              .collect(Collectors.joining(". ")));
    }
  }

  private void measureModel(
      StoredFiles files, RunSpec spec, Catalogue.Selection selection, int threads) {
    boolean own = files.runSpec().isPresent();
    try (var model = new StoredModel(spec, own, threads)) {
      try (var meter = meter(model.subject(), selection.measures())) {
        for (StoredFiles.File file : files.files()) {
          remarks.addAll(model.load(files.weights(file)));
          take(meter, files, file);
        }
      }
      List<Comparison<?>> comparisons =
          comparable(model.subject(), files, selection, Optional::empty);
      if (!comparisons.isEmpty()) {
        try (var meter = new ComparisonMeter(model.subject(), comparisons)) {
          compare(
              files,
              file -> {
                remarks.addAll(model.load(files.weights(file)));
                return meter;
              });
        }
      }
    }
  }

  private void measureWeights(StoredFiles files, Catalogue.Selection selection) {
    for (StoredFiles.File file : files.files()) {
      try (var meter = meter(subject(files, file), selection.measures())) {
        take(meter, files, file);
      }
    }
    Subject last = subject(files, files.series().getLast());
    List<Comparison<?>> comparisons =
        comparable(last, files, selection, () -> otherTensors(files, last));
    if (!comparisons.isEmpty()) {
      // weights alone need no session, so there is nothing to close
      compare(files, file -> new ComparisonMeter(subject(files, file), comparisons));
    }
  }

  private static Subject subject(StoredFiles files, StoredFiles.File file) {
    return files.weights(file).subject();
  }

  /// Weights alone are compared by name and shape.
  private static Optional<String> otherTensors(StoredFiles files, Subject last) {
    return files.series().stream()
        .filter(file -> !subject(files, file).weights().equals(last.weights()))
        .findFirst()
        .map(file ->
            "it compares tensors by name and shape, and %s has others than %s"
                .formatted(file.path(), files.series().getLast().path()));
  }

  private ProbeMeter meter(Subject subject, List<Measure> measures) {
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
      obstacle.ifPresentOrElse(
          why -> notApplicable.put(comparison.name(), why), () -> fitting.add(comparison));
    }
    return fitting;
  }

  private void take(ProbeMeter meter, StoredFiles files, StoredFiles.File file) {
    boolean finite = files.weights(file).isFinite();
    rows.add(new Row(file, meter.measure(meter.measures()), finite));
  }

  /// Adds the comparisons to the rows of their files.
  private void compare(StoredFiles files, StoredComparisons.Source source) {
    List<Measured> compared = new StoredComparisons(files, source).take();
    for (int i = 0; i < compared.size(); i++) {
      rows.get(i).measured().add(compared.get(i));
    }
  }
}
