package groklab.zoo.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Interventions;
import groklab.lab.model.Network;
import groklab.lab.model.NormKind;
import groklab.lab.model.Parameter;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.model.layer.Embedding;
import groklab.lab.model.layer.Initialisation;
import groklab.lab.model.layer.Linear;
import groklab.lab.model.layer.Neurons;
import groklab.lab.model.layer.Norm;
import groklab.lab.model.layer.TokenConcatenation;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Multi-layer perceptron on all tokens of an example, or on its real numbers. Layer 0 reads the
/// concatenated one-hot vectors or embeddings, or the numbers.
final class MlpNetwork implements Network {
  private final Mlp spec;
  private final Initialisation init;
  private final Parameters parameters = new Parameters();
  private final Optional<TokenConcatenation> tokens;
  private final List<Layer> layers = new ArrayList<>();
  private final Optional<Norm> finalNorm;
  private final Linear output;

  MlpNetwork(Mlp spec, Problem problem) {
    this.spec = spec;
    this.init = new Initialisation(spec.init(), spec.width());
    if (problem.targets().perExample() != 1) {
      throw new SpecException(
          ("model.kind is mlp, which gives one answer per example, but the task scores %d "
                  + "positions; write task.tokens = \"pair\"")
              .formatted(problem.targets().perExample()));
    }
    this.tokens =
        switch (problem.inputs()) {
          case Inputs.Tokens inputs -> Optional.of(tokens(inputs));
          case Inputs.Features _ -> noTokens();
        };
    int fanIn =
        switch (problem.inputs()) {
          case Inputs.Tokens _ -> tokens.orElseThrow().width();
          case Inputs.Features(int width, double[] _) -> width;
        };
    for (int layer = 0; layer < spec.hiddenLayers(); layer++) {
      String name = "layers." + layer;
      Optional<Norm> norm = layer == 0 ? Optional.empty() : norm(name + ".ln");
      Linear in = hidden(name, fanIn);
      layers.add(new Layer(name, norm, in, new Neurons(name, spec.activation())));
      fanIn = spec.width();
    }
    this.finalNorm = norm("ln_final");
    this.output = readout(fanIn, problem.targets().width());
  }

  private TokenConcatenation tokens(Inputs.Tokens inputs) {
    int vocabulary = inputs.vocabulary();
    Optional<Embedding> embedding =
        switch (spec.input()) {
          case Mlp.Input.OneHot _ -> Optional.empty();
          case Mlp.Input.Embedding(int width) ->
              Optional.of(Embedding.of(parameters, init, vocabulary, width));
        };
    return new TokenConcatenation(inputs.length(), vocabulary, embedding);
  }

  private Optional<TokenConcatenation> noTokens() {
    if (spec.input() instanceof Mlp.Input.Embedding) {
      throw new SpecException(
          "model.input is \"embedding\", which reads tokens, but the task's inputs are real"
              + " numbers; leave model.input out");
    }
    return Optional.empty();
  }

  /// @param norm of what the layer reads
  private record Layer(String name, Optional<Norm> norm, Linear in, Neurons neurons) {}

  private Optional<Norm> norm(String name) {
    return switch (spec.depth().norm()) {
      case NONE -> Optional.empty();
      case LAYER -> Optional.of(Norm.of(parameters, name, spec.width(), NormKind.LAYER));
      case RMS -> Optional.of(Norm.of(parameters, name, spec.width(), NormKind.RMS));
    };
  }

  private Linear hidden(String name, int in) {
    Linear map =
        Linear.of(parameters, init, Role.HIDDEN, name + ".W", in, spec.width())
            .times(spec.parametrisation().factor(in, false));
    return spec.bias() ? map.withBias(parameters, init, name + ".b") : map;
  }

  private Linear readout(int in, int out) {
    Linear map =
        Linear.of(
                parameters,
                spec.output().readout(init.weight(in)),
                Role.READOUT,
                "output.W",
                in,
                out)
            .times(spec.parametrisation().factor(in, true));
    return spec.bias()
        ? map.withBias(parameters, spec.output().readout(init.bias(in)), "output.b")
        : map;
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
  public Anatomy anatomy() {
    var hidden = layers.stream().map(layer -> layer.neurons().anatomy(layer.in())).toList();
    return new Anatomy(
        parameters(),
        hidden,
        List.of(),
        IntStream.range(0, hidden.size())
            .mapToObj(i -> new Anatomy.Stage(stage(i, hidden.get(i)), spec.width()))
            .toList(),
        tokens.map(t -> t.anatomy(layers.getFirst().in(), hidden.getFirst().pre())),
        output.readout(finalNorm.stream().map(Norm::name).toList()));
  }

  /// What everything behind a layer is a function of.
  private String stage(int layer, Anatomy.HiddenLayer hidden) {
    return layer > 0 && spec.depth().residual() ? sumHook(layers.get(layer)) : hidden.post();
  }

  private static String sumHook(Layer layer) {
    return layer.name() + ".hook_resid_post";
  }

  @Override
  public Forward forward(
      Graph g, Examples examples, boolean training, Interventions interventions) {
    var pass = new Pass(g, examples, training, interventions);
    Layer first = layers.getFirst();
    Node entered =
        tokens
            .map(t -> t.apply(pass, first.in()))
            .orElseGet(() -> first.in().apply(pass, examples.features(g)));
    Node x = activations(pass, first, entered);
    for (Layer layer : layers.subList(1, layers.size())) {
      Node read = normalised(pass, layer.norm(), x);
      Node made = activations(pass, layer, layer.in().apply(pass, read));
      x = spec.depth().residual() ? pass.name(sumHook(layer), g.add(x, made)) : made;
    }
    Node logits = output.apply(pass, normalised(pass, finalNorm, x));
    return pass.end(g.scale(logits, spec.output().scale()));
  }

  private static Node normalised(Pass pass, Optional<Norm> norm, Node x) {
    return norm.map(n -> n.named(pass, x)).orElse(x);
  }

  private Node activations(Pass pass, Layer layer, Node pre) {
    return pass.dropout(layer.name(), layer.neurons().apply(pass, pre), spec.dropout());
  }
}
