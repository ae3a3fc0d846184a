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
import groklab.lab.model.layer.Linear;
import groklab.lab.model.layer.Neurons;
import groklab.lab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Hidden layers one behind the other, between a way for tokens to enter and a readout.
final class ChainNetwork implements Network {
  private final Parameters parameters;
  private final double initScale;
  private final TokenEntry entry;
  private final List<Layer> layers;
  private final Linear readout;

  /// A hidden layer.
  record Layer(Linear in, Neurons neurons) {}

  /// @param parameters of all parts, in layout order
  /// @param initScale factor on every initial entry
  /// @param layers at least one
  ChainNetwork(
      Parameters parameters,
      double initScale,
      TokenEntry entry,
      List<Layer> layers,
      Linear readout) {
    this.parameters = parameters;
    this.initScale = initScale;
    this.entry = entry;
    this.layers = List.copyOf(layers);
    this.readout = readout;
  }

  /// Refuses a task whose examples are not two tokens with one answer.
  ///
  /// @param kind of the network
  static void checkPair(String kind, Problem problem) {
    int length = problem.tokens("model.kind is " + kind).length();
    int scored = problem.targets().perExample();
    if (length != 2 || scored != 1) {
      throw new SpecException(
          ("model.kind is %s, which reads two tokens and gives one answer, but the task has"
                  + " examples of %d tokens and %d answers; write task.tokens = \"pair\"")
              .formatted(kind, length, scored));
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
    return initScale;
  }

  @Override
  public Anatomy anatomy() {
    List<Anatomy.HiddenLayer> hidden = new ArrayList<>();
    for (Layer layer : layers) {
      hidden.add(layer.neurons().anatomy(layer.in()));
    }
    return new Anatomy(
        parameters(),
        hidden,
        List.of(),
        Stream.concat(
                entry.stages().stream(),
                hidden.stream().map(layer -> new Anatomy.Stage(layer.post(), layer.width())))
            .toList(),
        Optional.of(entry.anatomy(layers.getFirst().in(), hidden.getFirst().pre())),
        readout.readout(List.of()));
  }

  @Override
  public Forward forward(
      Graph g, Examples examples, boolean training, Interventions interventions) {
    var pass = new Pass(g, examples, training, interventions);
    Layer first = layers.getFirst();
    Node x = first.neurons().apply(pass, entry.apply(pass, first.in()));
    for (Layer layer : layers.subList(1, layers.size())) {
      x = layer.neurons().apply(pass, layer.in().apply(pass, x));
    }
    return pass.end(readout.apply(pass, x));
  }
}
