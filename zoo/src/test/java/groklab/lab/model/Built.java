package groklab.lab.model;

import groklab.engine.Engine;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.plan.Program;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A small network of a spec with its data.
record Built(RunSpec spec, Problem data, Network network) {
  private static final String COMMON =
      """
      [task]
      modulus = 5
      trainFraction = 0.5
      %s
      [training]
      precision = "float64"
      [model]
      """;

  static Built transformer(String... overrides) {
    return of(COMMON.formatted("") + "width = 8\nheads = 2\nmlpWidth = 12\n", overrides);
  }

  static Built perceptron(String... overrides) {
    return of(COMMON.formatted("tokens = \"pair\"") + "kind = \"mlp\"\nwidth = 7\n", overrides);
  }

  private static Built of(String toml, String... overrides) {
    RunSpec spec = new SpecReader().parse(toml, List.of(overrides));
    Problem data = spec.problem();
    return new Built(spec, data, spec.model().network(data));
  }

  Forward forward() {
    return forward(new Graph());
  }

  private Forward forward(Graph g) {
    int[] all = IntStream.range(0, data.examples()).toArray();
    return network.forward(g, new Examples.Known(data, Ints.of(all)), false);
  }

  /// The initial values of a parameter, as the matrix of its view.
  double[] initial(String name) {
    return network.initial(network.anatomy().parameter(name), spec.seed());
  }

  /// Activations of all examples at the initial weights, row-major, by hook.
  Map<String, double[]> activations(List<String> hooks) {
    Graph g = new Graph();
    Forward forward = forward(g);
    Map<String, Node> outputs = new LinkedHashMap<>();
    hooks.forEach(hook -> outputs.put(hook, forward.hook(hook)));
    try (var session = Engine.open(network.layout(), spec.training().precision(), spec.seed(), 1)) {
      network.initialise(session, spec.seed());
      var executor =
          session.load(Program.asWritten(network.layout(), g, outputs).plan(session.workers()));
      executor.run(0);
      Map<String, double[]> read = new LinkedHashMap<>();
      for (String hook : new ArrayList<>(outputs.keySet())) {
        Node node = forward.hook(hook);
        double[] values = new double[node.rows() * node.cols()];
        executor.read(hook, values);
        read.put(hook, values);
      }
      return read;
    }
  }
}
