package groklab.lab.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.spec.InitPreset;
import groklab.lab.spec.ModelSpec;
import groklab.lab.spec.ModelSpec.MlpInput;
import groklab.lab.spec.SpecException;
import groklab.lab.task.Dataset;
import java.util.List;

/// Multi-layer perceptron on all tokens of an example. Layer 0 reads the concatenated one-hot
/// vectors or embeddings.
///
/// With one-hot input, `layers.0.W` has T·vocabulary rows, row t·vocabulary + token; the product
/// with a one-hot vector is the sum of T of its rows, which is how it is computed.
public final class MlpNetwork implements Network {
  private final ModelSpec.Mlp spec;
  private final int tokens;
  private final int vocabulary;
  private final int classes;
  private final Parameters parameters = new Parameters();

  MlpNetwork(ModelSpec.Mlp spec, Dataset data) {
    this.spec = spec;
    this.tokens = data.length();
    this.vocabulary = data.vocabulary();
    this.classes = data.classes();
    if (data.scoredPositions().length != 1) {
      throw new SpecException(
          ("model.kind is mlp, which gives one answer per example, but the task scores %d "
                  + "positions; write task.tokens = \"pair\"")
              .formatted(data.scoredPositions().length));
    }
    if (spec.init() == InitPreset.NANDA) {
      throw new SpecException(
          "model.init is nanda, which is defined for transformers only; write model.init ="
              + " \"default\" or \"kaiming\"");
    }
    describe();
  }

  private void describe() {
    int fanIn = tokens * vocabulary;
    if (spec.input() == MlpInput.EMBEDDING) {
      parameters.matrix("embed.W_E", vocabulary, spec.embeddingWidth(), new Initial.Normal(1));
      fanIn = tokens * spec.embeddingWidth();
    }
    for (int layer = 0; layer < spec.hiddenLayers(); layer++) {
      linear("layers." + layer, fanIn, spec.width());
      fanIn = spec.width();
    }
    linear("output", fanIn, classes);
  }

  private void linear(String name, int in, int out) {
    Initial uniform = new Initial.Uniform(1 / Math.sqrt(in));
    boolean standard = spec.init() == InitPreset.DEFAULT;
    parameters.matrix(
        name + ".W", in, out, standard ? uniform : new Initial.Normal(Math.sqrt(2.0 / in)));
    if (spec.bias()) {
      parameters.vector(name + ".b", out, standard ? uniform : new Initial.Constant(0));
    }
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

  @Override
  public Forward forward(
      Graph g, Examples examples, boolean training, Interventions interventions) {
    var hooks = new Interventions.Hooks(interventions);
    Node x = firstProduct(g, examples, hooks);
    for (int layer = 0; layer < spec.hiddenLayers(); layer++) {
      String name = "layers." + layer;
      if (layer > 0) {
        x = g.matmul(x, parameters.node(g, name + ".W"));
      }
      Node pre = hooks.name(name + ".hook_pre", biased(g, name, x));
      x = hooks.name(name + ".hook_post", Activations.apply(g, spec.activation(), pre));
      if (training) {
        x = g.dropout(x, "dropout." + name, spec.dropout());
      }
    }
    Node logits = biased(g, "output", g.matmul(x, parameters.node(g, "output.W")));
    return hooks.forward(hooks.name("logits", logits));
  }

  private Node firstProduct(Graph g, Examples examples, Interventions.Hooks hooks) {
    Node w = parameters.node(g, "layers.0.W");
    int n = examples.count();
    int[] all = examples.data().tokens();
    return switch (spec.input()) {
      case EMBEDDING -> {
        Node embedded =
            hooks.name("hook_embed", g.gather(parameters.node(g, "embed.W_E"), examples.tokens()));
        yield g.matmul(g.reshape(embedded, n, tokens * spec.embeddingWidth()), w);
      }
      case ONEHOT -> {
        int[] rows = new int[all.length];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = i % tokens * vocabulary + all[i];
        }
        Node picked = g.gather(w, examples.perExample(rows, tokens));
        int[] owner = new int[n * tokens];
        for (int r = 0; r < owner.length; r++) {
          owner[r] = r / tokens;
        }
        yield g.scatter(picked, new Index.Fixed(Ints.of(owner)), n);
      }
    };
  }

  private Node biased(Graph g, String name, Node x) {
    return spec.bias() ? g.add(x, parameters.node(g, name + ".b")) : x;
  }
}
