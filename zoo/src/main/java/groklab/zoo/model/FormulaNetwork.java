package groklab.zoo.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Interventions;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import java.util.List;
import java.util.Optional;

/// A network that is one formula of a few parameters: no part of it is a layer that a measure would
/// know, beyond what counts as its readout.
abstract class FormulaNetwork implements Network {
  /// Filled by the constructor of the formula.
  final Parameters parameters = new Parameters();

  private final double initScale;
  private final Anatomy.Readout readout;

  /// @param initScale factor on every initial entry
  /// @param readout the parameter that is read out last
  /// @param transposed whether it is stored as `[outputs, inputs]`
  FormulaNetwork(double initScale, String readout, boolean transposed) {
    this.initScale = initScale;
    this.readout = new Anatomy.Readout(readout, transposed, Optional.empty(), List.of());
  }

  /// The formula, `[examples, outputs]`.
  abstract Node output(Graph g, Pass pass);

  @Override
  public final ParameterLayout layout() {
    return parameters.layout();
  }

  @Override
  public final List<Parameter> parameters() {
    return parameters.list();
  }

  @Override
  public final Anatomy anatomy() {
    return new Anatomy(parameters(), List.of(), List.of(), List.of(), Optional.empty(), readout);
  }

  @Override
  public final double initScale() {
    return initScale;
  }

  @Override
  public final Forward forward(
      Graph g, Examples examples, boolean training, Interventions interventions) {
    var pass = new Pass(g, examples, training, interventions);
    return pass.end(output(g, pass));
  }
}
