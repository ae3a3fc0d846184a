package groklab.lab.model;

import groklab.engine.random.RandomStream;

/// The distribution of a parameter's initial entries, before the model's initial scale.
public sealed interface Initial {

  /// All entries equal.
  record Constant(double value) implements Initial {}

  /// Normal with mean 0.
  record Normal(double standardDeviation) implements Initial {}

  /// Uniform in [-bound, bound).
  record Uniform(double bound) implements Initial {}

  /// Entry number `i` of a stream.
  default double draw(RandomStream stream, int i) {
    return switch (this) {
      case Constant(double value) -> value;
      case Normal(double sd) -> sd * stream.normal(i);
      case Uniform(double bound) -> bound * (2 * stream.uniform(i) - 1);
    };
  }
}
