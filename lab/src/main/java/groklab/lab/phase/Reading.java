package groklab.lab.phase;

import java.util.OptionalDouble;
import java.util.SequencedMap;

/// A probe as the strip of phases reads it.
///
/// @param train score on the training set, on the run's [Scale]; empty = never measured; NaN is a
///     score that is no good
/// @param validation score on the validation set
/// @param values the measures behind the two
record Reading(
    long step,
    OptionalDouble train,
    OptionalDouble validation,
    SequencedMap<String, Double> values) {}
