package groklab.lab.phase.timeline;

import java.util.OptionalDouble;
import java.util.SequencedMap;

/// A probe as the timeline of phases reads it.
///
/// @param train score of the training set, see [groklab.lab.criterion.Criterion]; empty = never
///     measured; NaN is a score that is no good
/// @param validation score of the validation set
/// @param values the measures behind the two
public record Reading(
    long step,
    OptionalDouble train,
    OptionalDouble validation,
    SequencedMap<String, Double> values) {}
