package groklab.engine.plan;

import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.kernel.UnaryKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the nodes that another node's instruction computes on the way. Looks at the graph alone.
final class Folding {
  private final Map<Node, Integer> uses = new HashMap<>();
  private final Set<Node> wanted;

  /// @param order all nodes, inputs before users
  /// @param wanted nodes whose values are asked for
  Folding(List<Node> order, Set<Node> wanted) {
    this.wanted = wanted;
    for (Node n : order) {
      n.inputs().forEach(i -> uses.merge(i, 1, Integer::sum));
    }
  }

  /// Nodes that get no value of their own: gathers read through, products that become an addition's
  /// start, steps that become a gate.
  Set<Node> folded(List<Node> order) {
    Map<Node, Integer> folded = new HashMap<>();
    for (Node n : order) {
      Node product = productBehind(n);
      if (product != null) {
        folded.merge(product, 1, Integer::sum);
      }
      Node step = stepBehind(n);
      if (step != null) {
        folded.merge(step, 1, Integer::sum);
      }
      if (mixtureBehind(n) != null) {
        folded.merge(n.input(0), 1, Integer::sum);
      }
      for (int i = 0; i < n.inputs().size(); i++) {
        if (readsIndexed(n, i)) {
          folded.merge(n.input(i), 1, Integer::sum);
        }
      }
    }
    Set<Node> skipped = new HashSet<>();
    folded.forEach((n, count) -> {
      if (count.equals(uses.get(n)) && !wanted.contains(n)) {
        skipped.add(n);
      }
    });
    return skipped;
  }

  /// Whether `n` reads an input through the gather that makes it.
  static boolean readsIndexed(Node n, int input) {
    boolean reads =
        switch (n.op()) {
          case Op.Scatter s -> true;
          case Op.AttentionScores s -> true;
          case Op.AttentionMix m -> input == 1;
          case Op.AttentionMixTransposed m -> input == 1;
          case Op other -> false;
        };
    return reads && n.input(input).op() instanceof Op.Gather;
  }

  /// The product that `n` = product + something starts from something, if that is its only use.
  @Nullable Node productBehind(Node n) {
    if (n.op() instanceof Op.Binary(BinaryKind kind, Broadcast broadcast)
        && kind == BinaryKind.ADD
        && (broadcast == Broadcast.NONE || broadcast == Broadcast.ROW)) {
      if (isFoldable(n.input(0))) {
        return n.input(0);
      }
      if (broadcast == Broadcast.NONE && isFoldable(n.input(1))) {
        return n.input(1);
      }
    }
    return null;
  }

  private boolean isFoldable(Node n) {
    return n.op() instanceof Op.MatMul(boolean ta, boolean tb)
        && !ta
        && uses.getOrDefault(n, 0) == 1
        && !wanted.contains(n);
  }

  /// The transposed mixture that the scatter `n` can add up without its being made, if that is its
  /// only use. One that reads through a gather itself is left as it is.
  @Nullable Node mixtureBehind(Node n) {
    return n.op() instanceof Op.Scatter
            && n.input(0).op() instanceof Op.AttentionMixTransposed
            && !(n.input(0).input(1).op() instanceof Op.Gather)
            && uses.getOrDefault(n.input(0), 0) == 1
            && !wanted.contains(n.input(0))
        ? n.input(0)
        : null;
  }

  /// The step function that `n` = something ⊙ step applies as a gate.
  static @Nullable Node stepBehind(Node n) {
    if (n.op() instanceof Op.Binary(BinaryKind kind, Broadcast broadcast)
        && kind == BinaryKind.MULTIPLY
        && broadcast == Broadcast.NONE) {
      return isStep(n.input(0)) ? n.input(0) : isStep(n.input(1)) ? n.input(1) : null;
    }
    return null;
  }

  private static boolean isStep(Node n) {
    return n.op() instanceof Op.Unary(UnaryKind kind) && kind == UnaryKind.STEP;
  }
}
