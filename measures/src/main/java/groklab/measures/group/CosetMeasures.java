package groklab.measures.group;

import static groklab.measures.common.MeasurePages.page;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.HiddenUnits;
import groklab.measures.common.Layers;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import groklab.measures.common.TokenTables;
import groklab.measures.group.CosetConcentration.Best;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/// Whether the neurons of the first hidden layer are constant on the cosets of some subgroup of
/// S_n, as functions of the left and of the right operand.
///
/// A neuron's function of the left operand is its pre-activation averaged over the right one. Where
/// the layer adds up what both operands give, as in the perceptron of the source, that is the
/// operand's own part plus a constant, which changes nothing; in a transformer it is the best such
/// part.
final class CosetMeasures {
  /// Of the source: most neurons are below.
  private static final double CONSTANT = 1e-6;

  /// What float32 leaves of a variance that is 0, as a share of the mean square.
  private static final double ROUNDING = 1e-12;

  /// Subgroups of S_0 to S_5 (156 of S_5, as the source counts).
  private static final long[] SUBGROUPS = {1, 1, 2, 6, 30, 156};

  static final Measure MEASURE =
      new SimpleMeasure(
          page(CosetMeasures.class, "group.cosets"),
          CosetMeasures::needs,
          subject -> GroupMeasures.obstacle(subject).or(() -> Layers.obstacle(subject)),
          CosetMeasures::cost,
          CosetMeasures::gauge);

  private static final Quantile LOWER = Quantile.withDefaults().with(EstimationMethod.HF1);

  private CosetMeasures() {}

  private static List<Need> needs(Subject subject) {
    return Layers.of(subject).isEmpty() ? List.of() : List.of(need(subject));
  }

  private static Need.Activations need(Subject subject) {
    String pre = Layers.of(subject).getFirst().pre();
    return new Need.Activations(ExampleSet.TABLE, pre, Need.At.SCORED);
  }

  /// Averages; then mean and deviations on both kinds of cosets of each subgroup, for both
  /// operands, of the neurons and of shuffled ones.
  private static long cost(CostModel costs) {
    Subject subject = costs.subject();
    long n = TokenTables.elements(subject);
    long neurons = HiddenUnits.count(subject);
    return 2 * n * n * neurons * Operations.STREAMED
        + 2
            * 2
            * 2
            * SUBGROUPS[GroupMeasures.degree(subject)]
            * 8
            * n
            * neurons
            * Operations.STREAMED;
  }

  private static Measure.Gauge gauge(Subject subject) {
    FiniteGroup group = GroupMeasures.known(subject).group();
    List<Subgroup> subgroups = Subgroup.all(group);
    int[] shuffle =
        RandomStream.of(SubjectSpec.seed(subject), "group.cosets.shuffle")
            .permutation(group.order());
    return (data, into) -> {
      Need.Activations need = need(subject);
      Matrix table = data.activations(need.set(), need.hook(), need.at());
      Matrix pre = ScoredSets.firstRows(table, table.rows() / (group.order() * group.order()));
      for (boolean left : new boolean[] {true, false}) {
        Matrix functions = averaged(pre, group.order(), left);
        put(
            left ? "group.cosets.left" : "group.cosets.right",
            CosetConcentration.best(functions, group, subgroups),
            CosetConcentration.best(functions.rows(shuffle), group, subgroups),
            into);
      }
    };
  }

  /// The mean over the other operand: n x neurons. That of a neuron that does not depend on the
  /// operand, but for rounding, is 0 throughout.
  ///
  /// @param cells a row for each cell a·n + b
  static Matrix averaged(Matrix cells, int n, boolean left) {
    int h = cells.cols();
    double[] mean = new double[n * h];
    double[] squares = new double[h];
    for (int cell = 0; cell < n * n; cell++) {
      int element = left ? cell / n : cell % n;
      for (int i = 0; i < h; i++) {
        double v = cells.get(cell, i);
        mean[element * h + i] += v / n;
        squares[i] += v * v / n;
      }
    }
    Matrix functions = new Matrix(n, h, mean);
    Matrix centred = functions.centred();
    for (int i = 0; i < h; i++) {
      double variance = 0;
      for (int g = 0; g < n; g++) {
        variance += centred.get(g, i) * centred.get(g, i);
      }
      for (int g = 0; g < n && variance <= ROUNDING * squares[i]; g++) {
        mean[g * h + i] = 0;
      }
    }
    return functions;
  }

  private static void put(String name, Best[] best, Best[] shuffled, Values into) {
    double[] lowest = live(best);
    into.put(name + ".median", median(lowest));
    into.put(name + ".median.shuffled", median(live(shuffled)));
    into.put(name + ".belowOne", share(lowest, 1));
    into.put(name + ".constant", share(lowest, CONSTANT));
    into.put(name + ".dead", 1 - (double) lowest.length / best.length);
  }

  /// C_H of the neurons that have one, ascending.
  private static double[] live(Best[] best) {
    return Arrays.stream(best)
        .mapToDouble(Best::concentration)
        .filter(c -> !Double.isNaN(c))
        .sorted()
        .toArray();
  }

  private static double share(double[] values, double bound) {
    return (double) Arrays.stream(values).filter(v -> v < bound).count() / values.length;
  }

  /// The lower of the two in the middle; NaN for none.
  private static double median(double[] ascending) {
    return LOWER.evaluate(ascending, 0.5);
  }
}
