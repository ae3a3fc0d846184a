package groklab.lab.model.layer;

import groklab.lab.model.InitPreset;
import groklab.lab.model.Initial;

/// The initial distributions of a preset.
///
/// @param width what [InitPreset#NANDA] divides variances by
public record Initialisation(InitPreset preset, int width) {

  /// A table with a row for each token or position.
  public Initial table() {
    return new Initial.Normal(
        switch (preset) {
          case NANDA -> 1 / Math.sqrt(width);
          case DEFAULT, KAIMING, UNIT -> 1;
        });
  }

  /// A matrix with `fanIn` rows.
  public Initial weight(int fanIn) {
    return switch (preset) {
      case DEFAULT -> new Initial.Uniform(1 / Math.sqrt(fanIn));
      case NANDA -> new Initial.Normal(1 / Math.sqrt(width));
      case KAIMING -> new Initial.Normal(Math.sqrt(2.0 / fanIn));
      case UNIT -> new Initial.Normal(1);
    };
  }

  /// The bias of a matrix with `fanIn` rows.
  public Initial bias(int fanIn) {
    return switch (preset) {
      case DEFAULT -> new Initial.Uniform(1 / Math.sqrt(fanIn));
      case NANDA, KAIMING, UNIT -> new Initial.Constant(0);
    };
  }

  /// The same preset for a readout, of which NANDA divides by the number of classes.
  public Initialisation forReadout(int classes) {
    return new Initialisation(preset, classes);
  }
}
