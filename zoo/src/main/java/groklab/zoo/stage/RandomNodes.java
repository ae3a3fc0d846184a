package groklab.zoo.stage;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.Noise;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.update.Scope;

/// Random numbers of the shape of a parameter.
final class RandomNodes {
  private static final double UNIFORM_WIDTH = Math.sqrt(12);

  private RandomNodes() {}

  /// With mean 0.
  ///
  /// @param deviation standard deviation
  static Node centred(Graph g, Scope scope, View p, Noise distribution, double deviation) {
    Node raw = g.random(scope.stream(p.name()), distribution, p.rows(), p.cols());
    return switch (distribution) {
      case NORMAL, RADEMACHER -> g.scale(raw, deviation);
      case UNIFORM -> g.affine(raw, deviation * UNIFORM_WIDTH, -deviation * UNIFORM_WIDTH / 2);
    };
  }
}
