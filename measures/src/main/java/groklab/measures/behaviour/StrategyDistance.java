package groklab.measures.behaviour;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Strategies;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How far the network's distributions are from those of the [Strategies] that are known for its
/// problem (arXiv 2402.11004): mean over the scored rows of KL(strategy ‖ network), in nats.
final class StrategyDistance {
  private static final int ADDITIONS = 20;

  static final Measure MEASURE =
      new SimpleMeasure(
          page(StrategyDistance.class, "strategyDistance"),
          subject ->
              ScoredSets.of(subject).stream().map(set -> (Need) new Need.Outputs(set)).toList(),
          StrategyDistance::obstacle,
          costs -> ScoredSets.positions(costs.subject()) * ADDITIONS,
          StrategyDistance::gauge);

  private StrategyDistance() {}

  private static Optional<String> obstacle(Subject subject) {
    Optional<String> none =
        strategies(subject).isPresent()
            ? Optional.empty()
            : Optional.of("no strategies are known for the task");
    return none.or(() -> BehaviourMeasures.noProbabilities(subject));
  }

  private static Optional<Strategies> strategies(Subject subject) {
    return subject instanceof Subject.Model model
        ? model.data().facet(Strategies.class)
        : Optional.empty();
  }

  private static Measure.Gauge gauge(Subject subject) {
    Strategies strategies = strategies(subject).orElseThrow();
    Problem problem = ((Subject.Model) subject).data();
    Map<ExampleSet, Map<String, double[]>> known = new LinkedHashMap<>();
    for (ExampleSet set : ScoredSets.of(subject)) {
      int[] rows = problem.targets().rowsOf(problem.rows(set));
      Map<String, double[]> ofSet = new LinkedHashMap<>();
      strategies
          .distributions()
          .keySet()
          .forEach(name -> ofSet.put(name, strategies.of(name, rows)));
      known.put(set, ofSet);
    }
    return (data, into) ->
        known.forEach((set, ofSet) -> {
          String prefix = set.label() + ".strategyDistance.";
          Matrix outputs = data.outputs(set);
          int nearest = -1;
          double least = Double.POSITIVE_INFINITY;
          int number = 0;
          for (var strategy : ofSet.entrySet()) {
            double distance = distance(strategy.getValue(), outputs);
            into.put(prefix + strategy.getKey(), distance);
            if (distance < least) {
              least = distance;
              nearest = number;
            }
            number++;
          }
          into.put(prefix + "nearest", nearest);
        });
  }

  /// Mean over the rows of Σ_c s_c·ln(s_c/p_c), p = softmax of the row.
  ///
  /// @param strategy s, row by row
  static double distance(double[] strategy, Matrix outputs) {
    int classes = outputs.cols();
    double sum = 0;
    for (int row = 0; row < outputs.rows(); row++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, outputs.get(row, c));
      }
      double total = 0;
      for (int c = 0; c < classes; c++) {
        total += StrictMath.exp(outputs.get(row, c) - largest);
      }
      double normaliser = largest + StrictMath.log(total);
      for (int c = 0; c < classes; c++) {
        double s = strategy[row * classes + c];
        sum += s == 0 ? 0 : s * (StrictMath.log(s) - outputs.get(row, c) + normaliser);
      }
    }
    return sum / outputs.rows();
  }
}
