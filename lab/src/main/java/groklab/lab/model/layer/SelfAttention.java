package groklab.lab.model.layer;

import groklab.engine.graph.Attention;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import java.util.List;
import java.util.stream.IntStream;

/// Attention of all positions of an example to one another: M·v of each head, times W_O, with M =
/// a·softmax(q·kᵀ/√dh) + (1 − a)·J. dh = width/heads; J is 1 where a position is seen and 0
/// elsewhere, and a is the attention rate of arXiv 2306.17844: 1 is ordinary attention, 0 the sum
/// of all values seen, whatever the queries and keys. The rows of J add up to the number of
/// positions seen, not to 1, so those of M do not add up to 1 either.
///
/// @param prefix of parameters and hooks, such as `blocks.0.attn`
public record SelfAttention(String prefix, Shape shape) {

  /// @param width d, of the residual stream; a multiple of the heads
  /// @param positions T
  /// @param causal whether a position sees itself and those before it only
  /// @param bias whether all four maps have biases
  /// @param rotary whether queries and keys turn with their positions, see [Rotation]
  /// @param rate a, in [0, 1]
  public record Shape(
      int width,
      int heads,
      int positions,
      boolean causal,
      boolean bias,
      boolean rotary,
      double rate) {
    int headWidth() {
      return width / heads;
    }

    /// How many positions each one sees, those from the first on; one number if all are alike.
    Ints seen() {
      return causal ? Ints.of(IntStream.rangeClosed(1, positions).toArray()) : Ints.of(positions);
    }
  }

  /// Describes PREFIX.W_Q, W_K and W_V, stored as `[heads, d, dh]`, and PREFIX.W_O, stored as
  /// `[heads, dh, d]`, each followed by its bias if there are biases.
  public static SelfAttention of(
      Parameters parameters, Initialisation init, String prefix, Shape shape) {
    int d = shape.width();
    int heads = shape.heads();
    int dh = shape.headWidth();
    for (String letter : List.of("Q", "K", "V")) {
      parameters.perHead(prefix + ".W_" + letter, d, heads, dh, Role.ATTENTION, init.weight(d));
      if (shape.bias()) {
        List<Integer> stored = List.of(heads, dh);
        parameters.reshaped(prefix + ".b_" + letter, 1, d, stored, Role.BIAS, init.bias(d));
      }
    }
    List<Integer> stored = List.of(heads, dh, d);
    parameters.reshaped(prefix + ".W_O", d, d, stored, Role.ATTENTION, init.weight(d));
    if (shape.bias()) {
      parameters.vector(prefix + ".b_O", d, Role.BIAS, init.bias(d));
    }
    return new SelfAttention(prefix, shape);
  }

  /// `[N·T, width]` of x, `[N·T, width]`.
  public Node apply(Pass pass, Node x) {
    Graph g = pass.graph();
    int positions = shape.positions();
    int dh = shape.headWidth();
    var geometry = new Attention(pass.examples().count(), positions, positions, shape.heads(), dh);
    Node q = turned(pass, "q", pass.name(hook("q"), projected(g, x, "Q")));
    Node k = turned(pass, "k", pass.name(hook("k"), projected(g, x, "K")));
    Node v = pass.name(hook("v"), projected(g, x, "V"));
    Node scores = g.scale(g.attentionScores(q, k, geometry), 1 / Math.sqrt(dh));
    Node named = pass.name(hook("attn_scores"), scores);
    Node weights = mixed(pass, g.softmax(named, positions, shape.seen()));
    Node pattern = pass.name(hook("pattern"), weights);
    Node z = pass.name(hook("z"), g.attentionMix(pattern, v, geometry));
    return projected(g, z, "O");
  }

  /// Queries or keys, turned with their positions under the hook PREFIX.hook_rot_q or hook_rot_k.
  private Node turned(Pass pass, String letter, Node x) {
    if (!shape.rotary()) {
      return x;
    }
    var rotation = new Rotation(shape.positions(), shape.heads(), shape.headWidth());
    return pass.name(hook("rot_" + letter), rotation.apply(pass, x));
  }

  /// a·softmax + (1 − a)·J
  private Node mixed(Pass pass, Node softmax) {
    Graph g = pass.graph();
    double rest = 1 - shape.rate();
    if (!shape.causal() || rest == 0) {
      return g.affine(softmax, shape.rate(), rest);
    }
    int positions = shape.positions();
    double[] seen = new double[positions * positions * shape.heads()];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = i % positions <= i / (positions * shape.heads()) ? rest : 0;
    }
    Node table = g.literal(seen, positions, positions * shape.heads());
    Ints every = Ints.of(IntStream.range(0, positions).toArray());
    Node rows = g.gather(table, new Index.Periodic(every, pass.examples().count()));
    return g.add(g.scale(softmax, shape.rate()), rows);
  }

  private Node projected(Graph g, Node x, String letter) {
    int d = shape.width();
    Node y = g.matmul(x, g.parameter(prefix + ".W_" + letter, d, d));
    return shape.bias() ? g.add(y, g.parameter(prefix + ".b_" + letter, 1, d)) : y;
  }

  private String hook(String name) {
    return prefix + ".hook_" + name;
  }

  /// @param scoredOnly see [Anatomy.AttentionLayer]
  public Anatomy.AttentionLayer anatomy(boolean scoredOnly) {
    return new Anatomy.AttentionLayer(
        shape.heads(),
        shape.headWidth(),
        new Anatomy.AttentionLayer.Hooks(
            hook("q"), hook("k"), hook("v"), hook("attn_scores"), hook("pattern"), hook("z")),
        new Anatomy.AttentionLayer.Matrices(
            prefix + ".W_Q", prefix + ".W_K", prefix + ".W_V", prefix + ".W_O"),
        scoredOnly);
  }
}
