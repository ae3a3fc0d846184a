package groklab.lab.model.layer;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.kernel.UnaryKind;
import groklab.lab.model.Activation;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import java.util.List;

/// A mixture of experts in place of a block's feed-forward part (arXiv 1701.06538, with the
/// penalties of arXiv 2101.03961 and 2202.08906): y = Σ_e g_e·(act(x·W_in,e + b_in,e)·W_out,e +
/// b_out,e) over the k experts that the router chooses for a row.
///
/// With p = softmax(x·W_gate) over all E experts and C the k largest of a row (of equal ones the
/// lower numbers), the gates are g_e = p_e for e in C ([Gates#SOFTMAX]) or p_e / Σ_C p
/// ([Gates#CHOSEN]), and 0 elsewhere. No gradient goes through the choice itself. There is no limit
/// to the rows that an expert takes, so no row is dropped; all experts are computed for all rows
/// and those not chosen count 0 times, which gives the same outputs as computing the chosen ones
/// alone.
///
/// @param prefix of all names
public record Experts(String prefix, Neurons neurons, Shape shape) implements PositionWise {

  /// The weights of the experts that are chosen.
  public enum Gates {
    /// their shares of all experts, which add up to less than 1 (OLMoE)
    SOFTMAX,
    /// the same divided by their sum, which is a softmax over the chosen ones (nanoMoE)
    CHOSEN
  }

  /// @param width d of the residual stream
  /// @param hidden neurons of each expert
  /// @param experts E
  /// @param chosen k
  /// @param bias whether each expert's maps have biases; the router has none
  /// @param loadBalance weight of E·Σ_e f_e·p̄_e, where f_e is the share of the choices that fall
  ///     on e and p̄_e its mean p over the rows; it is 1 where all experts are used alike
  /// @param routerZ weight of the mean of (ln Σ_e exp(x·W_gate)_e)² over the rows
  public record Shape(
      int width,
      int hidden,
      int experts,
      int chosen,
      Gates gates,
      Activation activation,
      boolean bias,
      double loadBalance,
      double routerZ) {}

  /// Describes PREFIX.W_gate `[d, E]`, W_in `[E, d, hidden]`, W_out `[E, hidden, d]` and, if there
  /// are biases, b_in `[E, hidden]` and b_out `[E, d]`.
  public static Experts of(Parameters parameters, Initialisation init, String prefix, Shape shape) {
    int d = shape.width();
    int e = shape.experts();
    int h = shape.hidden();
    parameters.matrix(prefix + ".W_gate", d, e, Role.ROUTER, init.weight(d));
    parameters.perHead(prefix + ".W_in", d, e, h, Role.HIDDEN, init.weight(d));
    if (shape.bias()) {
      parameters.reshaped(prefix + ".b_in", 1, e * h, List.of(e, h), Role.BIAS, init.bias(d));
    }
    List<Integer> stored = List.of(e, h, d);
    parameters.reshaped(prefix + ".W_out", e * h, d, stored, Role.HIDDEN, init.weight(h));
    if (shape.bias()) {
      parameters.matrix(prefix + ".b_out", e, d, Role.BIAS, init.bias(h));
    }
    return new Experts(prefix, new Neurons(prefix, shape.activation()), shape);
  }

  @Override
  public Node apply(Pass pass, Node x) {
    Graph g = pass.graph();
    int d = shape.width();
    int e = shape.experts();
    int hidden = e * shape.hidden();
    Node logits = g.matmul(x, g.parameter(prefix + ".W_gate", d, e));
    Node shares = pass.name(shares(), g.softmax(logits));
    Node chosen = pass.name(chosen(), g.topMask(shares, shape.chosen()));
    penalise(pass, logits, shares, chosen);
    Node gates = gates(g, g.multiply(shares, chosen));
    Node pre = g.matmul(x, g.parameter(prefix + ".W_in", d, hidden));
    if (shape.bias()) {
      pre = g.add(pre, g.parameter(prefix + ".b_in", 1, hidden));
    }
    Node gated =
        g.multiply(neurons.apply(pass, pre), g.matmul(gates, g.literal(spread(), e, hidden)));
    Node y = g.matmul(gated, g.parameter(prefix + ".W_out", hidden, d));
    return shape.bias() ? g.add(y, g.matmul(gates, g.parameter(prefix + ".b_out", e, d))) : y;
  }

  private Node gates(Graph g, Node taken) {
    return switch (shape.gates()) {
      case SOFTMAX -> taken;
      case CHOSEN -> g.divide(taken, g.sum(Op.Axis.COLUMNS, taken));
    };
  }

  /// `[E, E·hidden]`: 1 where a neuron belongs to an expert.
  private double[] spread() {
    int hidden = shape.experts() * shape.hidden();
    double[] spread = new double[shape.experts() * hidden];
    for (int neuron = 0; neuron < hidden; neuron++) {
      spread[neuron / shape.hidden() * hidden + neuron] = 1;
    }
    return spread;
  }

  private void penalise(Pass pass, Node logits, Node shares, Node chosen) {
    Graph g = pass.graph();
    if (shape.loadBalance() > 0) {
      double rows = shares.rows();
      double perRow = shape.experts() / (rows * rows * shape.chosen());
      Node used = g.dot(g.sum(Op.Axis.ROWS, chosen), g.sum(Op.Axis.ROWS, shares));
      pass.penalise(g.scale(used, shape.loadBalance() * perRow));
    }
    if (shape.routerZ() > 0) {
      Node max = g.sum(Op.Axis.COLUMNS, g.multiply(logits, g.topMask(logits, 1)));
      Node sum = g.sum(Op.Axis.COLUMNS, g.unary(UnaryKind.EXP, g.subtract(logits, max)));
      Node total = g.add(g.unary(UnaryKind.LOG, sum), max);
      pass.penalise(g.scale(g.mean(g.square(total)), shape.routerZ()));
    }
  }

  private String shares() {
    return prefix + ".hook_expert_weights";
  }

  private String chosen() {
    return prefix + ".hook_experts_chosen";
  }

  public Anatomy.RoutedLayer anatomy() {
    return new Anatomy.RoutedLayer(shares(), chosen(), prefix + ".W_gate", shape.experts());
  }
}
