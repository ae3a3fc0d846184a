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
import groklab.lab.model.Parameter;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.model.layer.Embedding;
import groklab.lab.model.layer.Initialisation;
import groklab.lab.model.layer.Linear;
import groklab.lab.model.layer.Neurons;
import groklab.lab.model.layer.TokenConcatenation;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Multi-layer perceptron on all tokens of an example. Layer 0 reads the concatenated one-hot
/// vectors or embeddings.
final class MlpNetwork implements Network {
  private final Mlp spec;
  private final Initialisation init;
  private final Parameters parameters = new Parameters();
  private final TokenConcatenation tokens;
  private final List<Layer> layers = new ArrayList<>();
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
    Inputs.Tokens inputs = problem.tokens("model.kind is mlp");
    int vocabulary = inputs.vocabulary();
    Optional<Embedding> embedding =
        switch (spec.input()) {
          case Mlp.Input.OneHot _ -> Optional.empty();
          case Mlp.Input.Embedding(int width) ->
              Optional.of(Embedding.of(parameters, init, vocabulary, width));
        };
    this.tokens = new TokenConcatenation(inputs.length(), vocabulary, embedding);
    int fanIn = tokens.width();
    for (int layer = 0; layer < spec.hiddenLayers(); layer++) {
      String name = "layers." + layer;
      Linear in = linear(name, Role.HIDDEN, fanIn, spec.width());
      layers.add(new Layer(name, in, new Neurons(name, spec.activation())));
      fanIn = spec.width();
    }
    this.output = linear("output", Role.READOUT, fanIn, problem.targets().width());
  }

  private record Layer(String name, Linear in, Neurons neurons) {}

  private Linear linear(String name, Role role, int in, int out) {
    Linear map = Linear.of(parameters, init, role, name + ".W", in, out);
    return spec.bias() ? map.withBias(parameters, init, name + ".b") : map;
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
        hidden.stream().map(layer -> new Anatomy.Stage(layer.post(), layer.width())).toList(),
        Optional.of(tokens.anatomy(hidden.getFirst())),
        output.readout(List.of()));
  }

  @Override
  public Forward forward(
      Graph g, Examples examples, boolean training, Interventions interventions) {
    var pass = new Pass(g, examples, training, interventions);
    Layer first = layers.getFirst();
    Node x = activations(pass, first, tokens.apply(pass, first.in()));
    for (Layer layer : layers.subList(1, layers.size())) {
      x = activations(pass, layer, layer.in().apply(pass, x));
    }
    return pass.end(output.apply(pass, x));
  }

  private Node activations(Pass pass, Layer layer, Node pre) {
    return pass.dropout(layer.name(), layer.neurons().apply(pass, pre), spec.dropout());
  }
}
