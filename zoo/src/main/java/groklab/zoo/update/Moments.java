package groklab.zoo.update;

import groklab.lab.kind.Check;
import groklab.lab.kind.Section;
import java.util.function.Function;

/// How Adam follows the two moments of the gradient.
///
/// @param beta1 decay of the mean, in [0, 1)
/// @param beta2 decay of the mean square, in [0, 1)
/// @param epsilon added to the root of the mean square
public record Moments(double beta1, double beta2, double epsilon) {

  public Moments {
    Check.belowOne(beta1, "optimizer.beta1", "0.9");
    Check.belowOne(beta2, "optimizer.beta2", "0.98");
    Check.positive(epsilon, "optimizer.epsilon", "1e-8");
  }

  /// The keys of the moments in an optimiser's section.
  static <S> Moments read(Section<S> s, Function<S, Moments> of) {
    return new Moments(
        s.number("beta1", 0.9, v -> of.apply(v).beta1()),
        s.number("beta2", 0.98, v -> of.apply(v).beta2()),
        s.number("epsilon", 1e-8, v -> of.apply(v).epsilon()));
  }
}
