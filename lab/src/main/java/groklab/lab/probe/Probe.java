package groklab.lab.probe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// One probe: everything that was measured at one step, in the order in which it is recorded. One
/// line of `metrics.jsonl`.
///
/// @param step optimiser steps taken before the measurement, at least 0
/// @param values measure name (`train.loss`, `weights.l2`, ...) to value; NaN and infinities are
///     values like others
/// @param lists of what has a number for each key, neuron or frequency: name to numbers
public record Probe(
    long step, SequencedMap<String, Double> values, SequencedMap<String, List<Double>> lists) {
  /// The sets of examples that runs measure, as the measures of a set begin.
  public static final String TRAIN = "train";

  public static final String VALIDATION = "validation";

  public static final String TRAIN_LOSS = "train.loss";

  /// The highest training loss of the steps since the probe before, as training computes it: before
  /// each update, on its batch, in the precision of the loss.
  public static final String TRAIN_LOSS_MAX = "train.lossMax";

  public static final String TRAIN_ACCURACY = "train.accuracy";
  public static final String VALIDATION_LOSS = "validation.loss";
  public static final String VALIDATION_ACCURACY = "validation.accuracy";

  /// The key of the step in a recorded line, so no measure can have this name.
  public static final String STEP = "step";

  public Probe {
    if (step < 0) {
      throw new IllegalArgumentException(
          "A probe's step is %d; expected at least 0".formatted(step));
    }
    if (values.containsKey(STEP)) {
      throw new IllegalArgumentException(
          "A measure is named \"step\"; expected another name, because that one is the step's");
    }
    lists = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(lists));
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /// Without lists.
  public Probe(long step, SequencedMap<String, Double> values) {
    this(step, values, new LinkedHashMap<>());
  }

  /// Name of the loss of a set: `train.loss`.
  public static String loss(String set) {
    return set + ".loss";
  }

  /// Name of the accuracy of a set: `train.accuracy`.
  public static String accuracy(String set) {
    return set + ".accuracy";
  }

  /// The value of a measure.
  ///
  /// @throws IllegalArgumentException if the measure was not taken
  public double value(String measure) {
    var value = values.get(measure);
    if (value == null) {
      throw new IllegalArgumentException(
          "The probe at step %d has no %s; it has %s"
              .formatted(step, measure, String.join(", ", values.keySet())));
    }
    return value;
  }

  /// The value of a measure, NaN if it was not taken: a run that trains on everything has no
  /// validation measures.
  public double valueOrNaN(String measure) {
    return values.getOrDefault(measure, Double.NaN);
  }
}
