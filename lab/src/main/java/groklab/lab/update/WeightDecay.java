package groklab.lab.update;

import groklab.lab.kind.Check;
import groklab.lab.kind.Section;
import java.util.function.Function;

/// What pulls the weights w to an anchor.
///
/// @param strength lambda; 0 = none
/// @param form how it enters the update
/// @param to the anchor
public record WeightDecay(double strength, Form form, Anchor to) {

  public WeightDecay {
    Check.notNegative(strength, "optimizer.weightDecay", "1.0");
  }

  public enum Form {
    /// w ← w − learningRate·strength·(w − anchor), beside the update
    DECOUPLED,
    /// gradient + strength·(w − anchor), inside it
    COUPLED
  }

  public enum Anchor {
    ORIGIN,
    INITIALISATION
  }

  /// The keys of weight decay in an optimiser's section.
  ///
  /// @param strength the default of `weightDecay`
  /// @param form the default of `decay`
  /// @param of the component of the optimiser's spec
  public static <S> WeightDecay read(
      Section<S> s, double strength, Form form, Function<S, WeightDecay> of) {
    return new WeightDecay(
        s.number("weightDecay", strength, v -> of.apply(v).strength()),
        s.choice("decay", form, v -> of.apply(v).form()),
        s.choice("decayTo", Anchor.ORIGIN, v -> of.apply(v).to()));
  }

  /// Whether it pulls to the initial weights.
  public boolean isAnchored() {
    return to == Anchor.INITIALISATION && strength != 0;
  }
}
