package groklab.lab.measure.catalogue;

import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import java.util.List;
import java.util.Optional;

/// Sizes of the weights and of their gradient.
final class WeightMeasures {
  private static final int OPERATIONS_PER_WEIGHT = 10;

  private WeightMeasures() {}

  private static final MeasurePage L2 =
      MeasurePage.of(
              MeasureGroup.WEIGHTS,
              "weights.l2",
              "Euclidean norm of the weights, total and per tensor")
          .records("weights.l2", "root of the sum of squares of all parameters, biases included")
          .records("weights.l2.TENSOR", "that of one tensor (Frobenius norm of a matrix)")
          .formula(
              "‖w‖ = √(Σ_i w_i²), in float64, summed tensor by tensor in the order of the network")
          .shapes("every parameter tensor, whatever its shape")
          .normalisation("none; in units of the weights")
          .logarithm("none")
          .cost("reading and squaring every parameter")
          .reading(
              "rises while the network memorises",
              "with weight decay it begins to fall before validation accuracy jumps",
              "falls sharply in cleanup, then settles; without decay it goes on rising")
          .misleads(
              "A norm says nothing of function: networks with normalisation layers can be scaled"
                  + " without any effect, and grokking is also seen with a constant norm")
          .source("arXiv 2301.05217, section 5; arXiv 2210.01117")
          .build();

  private static final MeasurePage GRADIENT =
      MeasurePage.of(
              MeasureGroup.WEIGHTS,
              "gradient.l2",
              "Euclidean norm of the training gradient, total and per tensor")
          .records("gradient.l2", "of the gradient with respect to all parameters")
          .records("gradient.l2.TENSOR", "of the gradient with respect to one tensor")
          .formula("‖∇L‖ = √(Σ_i (∂L/∂w_i)²), L being the mean loss over the whole training set")
          .shapes("the gradient of every parameter tensor")
          .normalisation("none; of the mean loss, without weight decay and dropout")
          .logarithm("none")
          .cost(
              "one forward and backward pass of the whole training set, about one full-batch step")
          .reading(
              "falls by orders of magnitude as the training set is memorised",
              "small, because the training loss is; spikes mark slingshots",
              "in balance with weight decay: it settles at about decay times norm")
          .misleads(
              "With float32 losses it can be exactly 0 for rounding alone (softmax collapse), which is no minimum")
          .source("arXiv 2301.05217; arXiv 2206.04817 for its spikes")
          .build();

  static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              L2,
              subject -> List.of(new Need.Weights()),
              subject -> Optional.empty(),
              costs -> weights(costs.subject()) * OPERATIONS_PER_WEIGHT,
              subject -> norms("weights.l2", subject, ProbeData::weights)),
          new SimpleMeasure(
              GRADIENT,
              subject -> List.of(new Need.Gradient()),
              subject -> Optional.empty(),
              costs -> weights(costs.subject()) * OPERATIONS_PER_WEIGHT,
              subject -> norms("gradient.l2", subject, ProbeData::gradient)));

  private static long weights(Subject subject) {
    return subject.weights().stream().mapToLong(Subject.Weight::size).sum();
  }

  private interface Source {
    groklab.lab.analysis.linear.Matrix matrix(ProbeData data, String name);
  }

  private static Measure.Gauge norms(String name, Subject subject, Source source) {
    List<Subject.Weight> weights = subject.weights();
    double[] squares = new double[weights.size()];
    return (ProbeData data, Values into) -> {
      double total = 0;
      for (int i = 0; i < squares.length; i++) {
        squares[i] = source.matrix(data, weights.get(i).name()).sumOfSquares();
        total += squares[i];
      }
      into.put(name, Math.sqrt(total));
      for (int i = 0; i < squares.length; i++) {
        into.put(name + "." + weights.get(i).name(), Math.sqrt(squares[i]));
      }
    };
  }
}
