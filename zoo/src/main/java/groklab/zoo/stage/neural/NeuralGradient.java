package groklab.zoo.stage.neural;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.StageSpec;

/// NeuralGrok (arXiv 2504.17243): gradients re-weighted by a small network that learns to make the
/// loss of examples small which the rule never trains on. See its page for the formulas, and for
/// where this departs from the paper.
///
/// @param hidden units of the network; 0 = none, so that gradients get the norm and nothing else
/// @param norm c, of the gradients that the rule gets
/// @param every T, steps between two updates of the network
/// @param innerRate eta, of the step that is tried
/// @param metaRate learning rate of the network's Adam
/// @param outerShare of the training examples that are kept for the network
public record NeuralGradient(
    int hidden, double norm, int every, double innerRate, double metaRate, double outerShare)
    implements StageSpec {

  public static final Kind<NeuralGradient> KIND =
      Kind.of("neural-gradient", NeuralGradient.class, NeuralGradient::read);

  public NeuralGradient {
    Check.between(0, hidden, 1 << 16, "optimizer.stage.hidden", "512");
    Check.positive(norm, "optimizer.stage.norm", "1.0");
    Check.between(1, every, Integer.MAX_VALUE, "optimizer.stage.every", "4");
    Check.positive(innerRate, "optimizer.stage.innerRate", "1e-3");
    Check.notNegative(metaRate, "optimizer.stage.metaRate", "1e-3");
    Check.that(
        outerShare > 0 && outerShare < 1,
        "optimizer.stage.outerShare",
        outerShare,
        "a share in (0, 1)",
        "0.02");
  }

  private static NeuralGradient read(Section<NeuralGradient> s) {
    return new NeuralGradient(
        s.whole("hidden", 512, NeuralGradient::hidden),
        s.number("norm", 1, NeuralGradient::norm),
        s.whole("every", 4, NeuralGradient::every),
        s.number("innerRate", 1e-3, NeuralGradient::innerRate),
        s.number("metaRate", 1e-3, NeuralGradient::metaRate),
        s.number("outerShare", 0.02, NeuralGradient::outerShare));
  }

  @Override
  public Kind<NeuralGradient> kind() {
    return KIND;
  }

  @Override
  public double heldOut() {
    return outerShare;
  }

  @Override
  public Stage on(Scope scope) {
    return new Amplification(this, scope);
  }
}
