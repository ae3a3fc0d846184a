package groklab.lab.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.problem.Targets;
import java.util.Map;

/// An accuracy that has a slope: the mean of sigmoid(sharpness · margin) over the scored rows,
/// where the margin is the right logit minus the best wrong one (arXiv 2505.11411, with sharpness
/// 7). Without weights of rows.
public record SmoothAccuracy(double sharpness) {
  /// The plan's output that holds it, `[1, 1]`.
  public static final String NAME = "accuracy";

  /// Far below any logit, and far from the end of float32.
  private static final double NEVER = -1e30;

  /// Refuses targets that have no margin.
  ///
  /// @param reader what asks for it, for the message
  public static void check(Targets targets, String reader) {
    if (!(targets instanceof Targets.Classes)) {
      throw new SpecException(
          "%s needs answers that are classes, and this task's are real numbers; leave accuracy out"
              .formatted(reader));
    }
  }

  /// @param outputs `[examples · scored positions, classes]`
  Node node(Graph g, Node outputs, Examples examples) {
    Node right = examples.wanted(g);
    Node wrong = g.add(outputs, g.scale(right, NEVER));
    Node chosen = g.subtract(right, g.topMask(wrong, 1));
    Node margin = g.sum(Op.Axis.COLUMNS, g.multiply(chosen, outputs));
    return g.mean(g.unary(UnaryKind.SIGMOID, g.scale(margin, sharpness)));
  }

  /// The plan of it and its gradient: output [#NAME], gradients of all parameters.
  public Plan gradientPlan(Network network, Examples examples, int workers) {
    Graph g = new Graph();
    Node value = node(g, network.forward(g, examples, false).logits(), examples);
    return Program.of(network.layout(), g, Map.of(NAME, value)).withGradientsOf(NAME).plan(workers);
  }
}
