package groklab.measures.routing;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.model.Anatomy;
import groklab.lab.problem.ExampleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The routing of each example of a set: for each layer the router's softmax over all experts, mean
/// over all tokens of the example, `[examples, experts]`.
record SampleRouting(ExampleSet set) implements Derivation<List<Matrix>> {

  /// The layers of experts; none where nothing is known of the network.
  static List<Anatomy.RoutedLayer> layers(Subject subject) {
    return subject.anatomy().map(Anatomy::routedLayers).orElse(List.of());
  }

  /// Numbers that are read of all its layers.
  static long numbers(Subject subject, ExampleSet set) {
    if (!(subject instanceof Subject.Model model)) {
      return 0;
    }
    long tokens = (long) model.data().rows(set).length * model.data().inputs().length();
    return tokens * layers(subject).stream().mapToLong(Anatomy.RoutedLayer::experts).sum();
  }

  @Override
  public String name() {
    return "routing of " + set.label();
  }

  /// Of weights alone: a need that says that a network is needed.
  @Override
  public List<Need> needs(Subject subject) {
    if (subject.anatomy().isEmpty()) {
      return List.of(new Need.Outputs(set));
    }
    return layers(subject).stream()
        .map(layer -> (Need) new Need.Activations(set, layer.shares(), Need.At.ALL))
        .toList();
  }

  @Override
  public long cost(CostModel costs) {
    return numbers(costs.subject(), set) * Operations.STREAMED;
  }

  @Override
  public Function<ProbeData, List<Matrix>> on(Subject subject) {
    int tokens = ((Subject.Model) subject).data().inputs().length();
    List<String> hooks = layers(subject).stream().map(Anatomy.RoutedLayer::shares).toList();
    return data -> {
      List<Matrix> means = new ArrayList<>();
      for (String hook : hooks) {
        means.add(mean(data.activations(set, hook, Need.At.ALL), tokens));
      }
      return means;
    };
  }

  /// The mean of each `tokens` rows.
  static Matrix mean(Matrix rows, int tokens) {
    int experts = rows.cols();
    double[] mean = new double[rows.rows() / tokens * experts];
    for (int r = 0; r < rows.rows(); r++) {
      for (int e = 0; e < experts; e++) {
        mean[r / tokens * experts + e] += rows.get(r, e) / tokens;
      }
    }
    return new Matrix(rows.rows() / tokens, experts, mean);
  }
}
