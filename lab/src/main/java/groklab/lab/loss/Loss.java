package groklab.lab.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.kind.OfKind;
import groklab.lab.model.Examples;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;
import java.util.List;

/// What training makes small: the role of losses. The same function twice, as a node of the graph
/// that is differentiated, and on the host for one row.
public interface Loss extends OfKind {

  /// Refuses targets that it has no meaning for.
  ///
  /// @throws groklab.lab.kind.SpecException as the message about `training.loss`
  void check(Targets targets);

  /// The mean loss over the scored rows, `[1, 1]`, weighted where the targets have weights.
  ///
  /// @param outputs `[examples · scored positions, outputs]`
  /// @param precision in which it is computed
  Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision);

  /// Sets the loss of one row, and what else it knows of it: the Brier score and, where the outputs
  /// are probabilities, those of the right and of the likeliest answer. In float64.
  ///
  /// @param outputs of the row; may be changed
  void score(double[] outputs, Targets targets, int row, RowScore into);

  /// The mean loss of the best constant outputs over some examples, whose answers occur as often as
  /// in the targets of `rows`. No logarithm of 0: what never occurs costs nothing.
  ///
  /// @param rows example numbers
  double guessing(Targets targets, int[] rows);

  /// Whether a softmax of the outputs gives probabilities.
  boolean isProbabilistic();

  /// Whether rows have a Brier score: their outputs stand for probabilities, by a softmax or by
  /// themselves.
  default boolean hasBrier() {
    return true;
  }

  /// Whether an example whose softmax rounds to 1 in the precision of the loss no longer teaches
  /// its right class, because the gradient there is computed as p − 1 (arXiv 2501.04697).
  default boolean collapses() {
    return false;
  }

  /// What is added to the loss in training, besides weight decay. Measures look at the loss
  /// without.
  default List<Penalty> penalties() {
    return List.of();
  }
}
