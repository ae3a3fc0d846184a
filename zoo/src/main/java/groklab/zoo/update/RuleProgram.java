package groklab.zoo.update;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.update.LearningRate;
import groklab.lab.update.Scope;
import groklab.lab.update.UpdateProgram;
import groklab.lab.update.WeightDecay;
import java.util.List;

/// What rules that are written as graphs share: the learning rate of the step, and decay.
final class RuleProgram {
  final UpdateProgram program;
  final Graph graph;

  /// The learning rate of the step, `[1, 1]`.
  final Node rate;

  private final Scope scope;
  private final WeightDecay decay;

  RuleProgram(LearningRate learningRate, WeightDecay decay, Scope scope) {
    this.program = new UpdateProgram(scope.session());
    this.graph = program.graph();
    this.scope = scope;
    this.decay = decay;
    this.rate = program.scalar("rate", step -> scope.rateFactor() * learningRate.at(step));
  }

  private double strength() {
    return scope.decayFactor() * decay.strength();
  }

  /// w − anchor
  private Node away(View parameter) {
    Node w = program.value(parameter);
    return decay.isAnchored() ? graph.subtract(w, program.held(Slot.ANCHOR, parameter)) : w;
  }

  /// The gradient, with decay in it where decay is coupled.
  Node slope(View parameter) {
    Node g = program.gradient(parameter);
    return decay.form() == WeightDecay.Form.COUPLED && strength() != 0
        ? graph.add(g, graph.scale(away(parameter), strength()))
        : g;
  }

  /// The weights after a step: w − rate·direction, and less rate·strength·(w − anchor) where decay
  /// is decoupled.
  Node moved(View parameter, Node direction) {
    Node all =
        decay.form() == WeightDecay.Form.DECOUPLED && strength() != 0
            ? graph.add(direction, graph.scale(away(parameter), strength()))
            : direction;
    return graph.subtract(program.value(parameter), graph.multiply(all, rate));
  }

  /// fading·held + (1 − fading)·now
  Node mean(Slot slot, View parameter, Node now, double fading) {
    return graph.add(
        graph.scale(program.held(slot, parameter), fading), graph.scale(now, 1 - fading));
  }

  GraphUpdate compiled(Slot... state) {
    return new GraphUpdate(scope, decay, List.of(state), program.compile());
  }
}
