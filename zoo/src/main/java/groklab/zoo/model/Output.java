package groklab.zoo.model;

import groklab.lab.kind.Check;
import groklab.lab.kind.Section;
import groklab.lab.model.Initial;
import java.util.function.Function;

/// How a network's outputs begin and how large they are: what lazy and rich training differ in.
///
/// @param lastLayer how the readout begins
/// @param scale factor on all outputs, biases included: α of arXiv 2310.06110
public record Output(LastLayer lastLayer, double scale) {

  public Output {
    Check.positive(scale, "model.outputScale", "1.0");
  }

  /// How the readout begins.
  public enum LastLayer {
    /// drawn like the other layers
    DRAWN,
    /// 0, bias included, so that all outputs are 0 at step 0 (arXiv 2311.18817)
    ZERO
  }

  /// The two keys in a network's section.
  static <S> Output read(Section<S> s, Function<S, Output> of) {
    return new Output(
        s.choice("lastLayer", LastLayer.DRAWN, v -> of.apply(v).lastLayer()),
        s.number("outputScale", 1, v -> of.apply(v).scale()));
  }

  /// The initial values of what belongs to the readout.
  Initial readout(Initial drawn) {
    return switch (lastLayer) {
      case DRAWN -> drawn;
      case ZERO -> new Initial.Constant(0);
    };
  }

  /// Whether it changes nothing.
  public boolean isPlain() {
    return lastLayer == LastLayer.DRAWN && scale == 1;
  }
}
