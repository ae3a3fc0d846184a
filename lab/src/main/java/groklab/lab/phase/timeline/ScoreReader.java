package groklab.lab.phase.timeline;

import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Turns probes into readings of the timeline: chooses the criterion, fills in what a probe lacks.
///
/// The first criterion of the list that a probe has a value of is taken; one further down only
/// until a better one is seen. A probe is read if it has what phases turn on: a value of the
/// validation set, or of the training set in a run that has shown none of the validation set so
/// far. The other one is the last known.
public final class ScoreReader {
  private final List<RunCriterion> byPreference;
  private @Nullable RunCriterion told;
  private @Nullable RunCriterion used;
  private OptionalDouble train = OptionalDouble.empty();
  private OptionalDouble validation = OptionalDouble.empty();

  /// @param byPreference at least one
  public ScoreReader(List<RunCriterion> byPreference) {
    this.byPreference = List.copyOf(byPreference);
  }

  /// The criterion in force, as it was told; empty before the first value.
  public Optional<RunCriterion> told() {
    return Optional.ofNullable(told);
  }

  /// The same with stand-ins for the baselines that were not told.
  ///
  /// @throws IllegalStateException before the first value
  public RunCriterion used() {
    if (used == null) {
      throw new IllegalStateException("No value of a criterion has been read yet");
    }
    return used;
  }

  public Optional<Reading> read(Probe probe) {
    choose(probe);
    if (used == null) {
      return Optional.empty();
    }
    boolean hasTrain = used.isMeasured(probe, Probe.TRAIN);
    boolean hasValidation = used.isMeasured(probe, Probe.VALIDATION);
    train = hasTrain ? score(used, probe, Probe.TRAIN) : train;
    validation = hasValidation ? score(used, probe, Probe.VALIDATION) : validation;
    boolean turns = validation.isPresent() ? hasValidation : hasTrain;
    return turns
        ? Optional.of(new Reading(probe.step(), train, validation, values(used, probe)))
        : Optional.empty();
  }

  private static OptionalDouble score(RunCriterion run, Probe probe, String set) {
    return OptionalDouble.of(run.criterion().score(run.value(probe, set)));
  }

  private static SequencedMap<String, Double> values(RunCriterion run, Probe probe) {
    var values = new LinkedHashMap<String, Double>();
    for (String set : List.of(Probe.TRAIN, Probe.VALIDATION)) {
      run.criterion().measures(set).forEach(name -> put(values, probe, name));
    }
    put(values, probe, Probe.TRAIN_LOSS);
    put(values, probe, Probe.VALIDATION_LOSS);
    return values;
  }

  private static void put(Map<String, Double> values, Probe probe, String measure) {
    var value = probe.values().get(measure);
    if (value != null) {
      values.put(measure, value);
    }
  }

  private void choose(Probe probe) {
    for (var better : byPreference) {
      if (better.equals(told)) {
        return;
      }
      if (better.isMeasured(probe, Probe.TRAIN) || better.isMeasured(probe, Probe.VALIDATION)) {
        told = better;
        used = assumed(better, probe);
        train = OptionalDouble.empty();
        validation = OptionalDouble.empty();
        return;
      }
    }
  }

  private static RunCriterion assumed(RunCriterion run, Probe first) {
    var baselines = new LinkedHashMap<String, Baseline>();
    for (String set : List.of(Probe.TRAIN, Probe.VALIDATION)) {
      baselines.put(set, run.criterion().assumed(run.baseline(set), set, first));
    }
    return new RunCriterion(run.criterion(), run.thresholds(), baselines);
  }
}
