package groklab.lab.model;

import groklab.engine.graph.Attention;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.spec.InitPreset;
import groklab.lab.spec.ModelSpec;
import groklab.lab.spec.ModelSpec.NormPlace;
import groklab.lab.spec.ModelSpec.Positions;
import groklab.lab.spec.NormKind;
import groklab.lab.spec.SpecException;
import groklab.lab.task.Dataset;
import java.util.List;
import java.util.stream.IntStream;

/// Decoder transformer with parameters and hooks under TransformerLens names: the networks of arXiv
/// 2201.02177 (post-norm, sinusoidal, no biases) and arXiv 2301.05217 (no norm, learned positions,
/// biases in the MLP) are settings of it.
public final class TransformerNetwork implements Network {
  private static final double NORM_EPSILON = 1e-5;

  private final ModelSpec.Transformer spec;
  private final int positions;
  private final int vocabulary;
  private final int classes;
  private final Parameters parameters = new Parameters();

  TransformerNetwork(ModelSpec.Transformer spec, Dataset data) {
    this.spec = spec;
    this.positions = data.length();
    this.vocabulary = data.vocabulary();
    this.classes = data.classes();
    if (spec.tied() && classes != vocabulary) {
      throw new SpecException(
          ("model.tied is true, but the task has %d input tokens and %d classes; write "
                  + "model.tied = false")
              .formatted(vocabulary, classes));
    }
    describe();
  }

  // --- parameters --------------------------------------------------------------------------------

  private void describe() {
    int d = spec.width();
    parameters.matrix("embed.W_E", vocabulary, d, embedding());
    if (spec.positions() == Positions.LEARNED) {
      parameters.matrix("pos_embed.W_pos", positions, d, embedding());
    }
    for (int layer = 0; layer < spec.layers(); layer++) {
      describeBlock("blocks." + layer + ".");
    }
    if (spec.finalNorm()) {
      describeNorm("ln_final");
    }
    if (!spec.tied()) {
      Initial unembed =
          spec.init() == InitPreset.NANDA ? new Initial.Normal(1 / Math.sqrt(classes)) : linear(d);
      parameters.matrix("unembed.W_U", d, classes, unembed);
    }
    if (spec.unembedBias()) {
      parameters.vector("unembed.b_U", classes, bias(d));
    }
  }

  private void describeBlock(String block) {
    int d = spec.width();
    int heads = spec.heads();
    int dh = d / heads;
    if (spec.norm() != NormPlace.NONE) {
      describeNorm(block + "ln1");
      describeNorm(block + "ln2");
    }
    for (String name : List.of("Q", "K", "V")) {
      parameters.add(
          block + "attn.W_" + name,
          d,
          d,
          List.of(heads, d, dh),
          Parameter.Order.HEADS_FIRST,
          linear(d));
      if (spec.attentionBias()) {
        parameters.add(
            block + "attn.b_" + name, 1, d, List.of(heads, dh), Parameter.Order.ROW_MAJOR, bias(d));
      }
    }
    parameters.add(
        block + "attn.W_O", d, d, List.of(heads, dh, d), Parameter.Order.ROW_MAJOR, linear(d));
    if (spec.attentionBias()) {
      parameters.vector(block + "attn.b_O", d, bias(d));
    }
    parameters.matrix(block + "mlp.W_in", d, spec.mlpWidth(), linear(d));
    parameters.matrix(block + "mlp.W_out", spec.mlpWidth(), d, linear(spec.mlpWidth()));
    if (spec.mlpBias()) {
      parameters.vector(block + "mlp.b_in", spec.mlpWidth(), bias(d));
      parameters.vector(block + "mlp.b_out", d, bias(spec.mlpWidth()));
    }
  }

  private void describeNorm(String name) {
    parameters.vector(name + ".w", spec.width(), new Initial.Constant(1));
    if (spec.normKind() == NormKind.LAYER) {
      parameters.vector(name + ".b", spec.width(), new Initial.Constant(0));
    }
  }

  private Initial embedding() {
    return new Initial.Normal(spec.init() == InitPreset.NANDA ? 1 / Math.sqrt(spec.width()) : 1);
  }

  private Initial linear(int fanIn) {
    return switch (spec.init()) {
      case DEFAULT -> new Initial.Uniform(1 / Math.sqrt(fanIn));
      case NANDA -> new Initial.Normal(1 / Math.sqrt(spec.width()));
      case KAIMING -> new Initial.Normal(Math.sqrt(2.0 / fanIn));
    };
  }

  private Initial bias(int fanIn) {
    return switch (spec.init()) {
      case DEFAULT -> new Initial.Uniform(1 / Math.sqrt(fanIn));
      case NANDA, KAIMING -> new Initial.Constant(0);
    };
  }

  @Override
  public ParameterLayout layout() {
    return parameters.layout();
  }

  @Override
  public List<Parameter> parameters() {
    return parameters.list();
  }

  @Override
  public double initScale() {
    return spec.initScale();
  }

  // --- forward -----------------------------------------------------------------------------------

  @Override
  public Forward forward(
      Graph g, Examples examples, boolean training, Interventions interventions) {
    var hooks = new Interventions.Hooks(interventions);
    int n = examples.count();
    Node x = hooks.name("hook_embed", g.gather(parameters.node(g, "embed.W_E"), examples.tokens()));
    if (spec.positions() != Positions.NONE) {
      Ints every = Ints.of(IntStream.range(0, positions).toArray());
      Node table =
          spec.positions() == Positions.LEARNED
              ? parameters.node(g, "pos_embed.W_pos")
              : g.literal(sinusoids(positions, spec.width()), positions, spec.width());
      x = g.add(x, hooks.name("hook_pos_embed", g.gather(table, new Index.Periodic(every, n))));
    }
    for (int layer = 0; layer < spec.layers(); layer++) {
      x = block(g, "blocks." + layer + ".", x, n, hooks, training);
    }
    if (spec.finalNorm()) {
      x = hooks.name("ln_final.hook_normalized", norm(g, "ln_final", x));
    }
    Ints scored = Ints.of(examples.data().scoredPositions());
    Node logits = unembed(g, g.gather(x, new Index.Positions(positions, scored, n)));
    return hooks.forward(hooks.name("logits", logits));
  }

  private Node unembed(Graph g, Node x) {
    Node logits =
        spec.tied()
            ? g.matmul(x, parameters.node(g, "embed.W_E"), false, true)
            : g.matmul(x, parameters.node(g, "unembed.W_U"));
    return spec.unembedBias() ? g.add(logits, parameters.node(g, "unembed.b_U")) : logits;
  }

  private Node block(
      Graph g, String block, Node residual, int n, Interventions.Hooks hooks, boolean training) {
    Node x = hooks.name(block + "hook_resid_pre", residual);
    boolean pre = spec.norm() == NormPlace.PRE;
    boolean post = spec.norm() == NormPlace.POST;
    Node in = pre ? hooks.name(block + "ln1.hook_normalized", norm(g, block + "ln1", x)) : x;
    x = g.add(x, attention(g, block, in, n, hooks));
    x = hooks.name(block + "hook_resid_mid", post ? norm(g, block + "ln1", x) : x);
    Node h = pre ? hooks.name(block + "ln2.hook_normalized", norm(g, block + "ln2", x)) : x;
    Node mlp = mlp(g, block, h, hooks);
    if (training) {
      mlp = g.dropout(mlp, "dropout." + block + "mlp", spec.dropout());
    }
    x = g.add(x, mlp);
    return hooks.name(block + "hook_resid_post", post ? norm(g, block + "ln2", x) : x);
  }

  private Node attention(Graph g, String block, Node in, int n, Interventions.Hooks hooks) {
    int dh = spec.width() / spec.heads();
    Attention shape = new Attention(n, positions, positions, spec.heads(), dh);
    Node q = hooks.name(block + "attn.hook_q", projected(g, block, in, "Q"));
    Node k = hooks.name(block + "attn.hook_k", projected(g, block, in, "K"));
    Node v = hooks.name(block + "attn.hook_v", projected(g, block, in, "V"));
    Node scores =
        hooks.name(
            block + "attn.hook_attn_scores",
            g.scale(g.attentionScores(q, k, shape), 1 / Math.sqrt(dh)));
    int[] allowed = IntStream.rangeClosed(1, positions).toArray();
    Ints seen = spec.causal() ? Ints.of(allowed) : Ints.of(positions);
    Node pattern = hooks.name(block + "attn.hook_pattern", g.softmax(scores, positions, seen));
    Node z = hooks.name(block + "attn.hook_z", g.attentionMix(pattern, v, shape));
    Node out = g.matmul(z, parameters.node(g, block + "attn.W_O"));
    if (spec.attentionBias()) {
      out = g.add(out, parameters.node(g, block + "attn.b_O"));
    }
    return hooks.name(block + "hook_attn_out", out);
  }

  private Node projected(Graph g, String block, Node in, String name) {
    Node x = g.matmul(in, parameters.node(g, block + "attn.W_" + name));
    return spec.attentionBias() ? g.add(x, parameters.node(g, block + "attn.b_" + name)) : x;
  }

  private Node mlp(Graph g, String block, Node in, Interventions.Hooks hooks) {
    Node pre = g.matmul(in, parameters.node(g, block + "mlp.W_in"));
    if (spec.mlpBias()) {
      pre = g.add(pre, parameters.node(g, block + "mlp.b_in"));
    }
    pre = hooks.name(block + "mlp.hook_pre", pre);
    Node post = hooks.name(block + "mlp.hook_post", Activations.apply(g, spec.activation(), pre));
    Node out = g.matmul(post, parameters.node(g, block + "mlp.W_out"));
    if (spec.mlpBias()) {
      out = g.add(out, parameters.node(g, block + "mlp.b_out"));
    }
    return hooks.name(block + "hook_mlp_out", out);
  }

  private Node norm(Graph g, String name, Node x) {
    boolean layer = spec.normKind() == NormKind.LAYER;
    Node y = g.multiply(g.normalize(x, NORM_EPSILON, layer), parameters.node(g, name + ".w"));
    return layer ? g.add(y, parameters.node(g, name + ".b")) : y;
  }

  /// Sinusoidal positions of arXiv 2201.02177's code: even column i holds sin(pos/10000^(i/d)), odd
  /// column i holds cos(pos/10000^((i−1)/d)).
  static double[] sinusoids(int positions, int width) {
    double[] out = new double[positions * width];
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < width; i++) {
        double angle = p / StrictMath.pow(10000, (i - i % 2) / (double) width);
        out[p * width + i] = i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
      }
    }
    return out;
  }
}
