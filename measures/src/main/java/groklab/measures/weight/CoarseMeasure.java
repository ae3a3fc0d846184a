package groklab.measures.weight;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.LossFunction;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.weight.CoarseComplexity.Coarse;
import java.util.List;
import java.util.Optional;

/// Bits of a coarse-grained copy of the weights that keeps the training loss.
final class CoarseMeasure {
  /// Two of the distortions of arXiv 2412.09810, which sweeps 2² to 2⁻⁴; descending.
  private static final double[] EPSILONS = {1, 0.0625};

  private static final String NAME = "weights.coarseComplexity";
  private static final List<String> NAMES = List.of(NAME + ".loose", NAME);

  private static final Need.LossOfWeights LOSS = new Need.LossOfWeights(ExampleSet.TRAIN);

  static final Measure MEASURE =
      new SimpleMeasure(
          page(CoarseMeasure.class, "weights.coarseComplexity"),
          subject -> List.of(new Need.Weights(), LOSS),
          subject -> Optional.empty(),
          CoarseMeasure::cost,
          subject -> CoarseMeasure::take);

  private CoarseMeasure() {}

  /// Decompositions; code lengths of all settings, sorting included; and, as the search ends when
  /// the loss is kept, about two thirds of the products and losses.
  private static long cost(CostModel costs) {
    long settings = CoarseComplexity.grid().size();
    long sum = settings * 2 / 3 * costs.of(LOSS);
    for (Subject.Weight w : costs.subject().weights()) {
      long n = Math.max(w.rows(), w.cols());
      long m = Math.min(w.rows(), w.cols());
      long rank = n * m / (n + m);
      sum += m > 1 ? Operations.SCALAR * (8 * n * m * m + 20 * m * m * m) : 0;
      sum += settings * w.size() * 20 * Operations.SCALAR;
      sum += settings * 2 / 3 * w.size() * rank / 2 * Operations.STREAMED;
    }
    return sum;
  }

  private static void take(ProbeData data, Values into) {
    List<Matrix> weights = List.copyOf(data.weights().values());
    boolean finite = weights.stream().allMatch(w -> Double.isFinite(w.sumOfSquares()));
    List<Optional<Coarse>> found = finite ? search(data, weights) : none();
    for (int e = 0; e < EPSILONS.length; e++) {
      into.put(NAMES.get(e), found.get(e).map(Coarse::bits).orElse(Double.NaN));
    }
    Optional<CoarseComplexity.Setting> chosen = found.getLast().map(Coarse::setting);
    into.put(NAME + ".bin", chosen.map(CoarseComplexity.Setting::bin).orElse(Double.NaN));
    into.put(NAME + ".share", chosen.map(CoarseComplexity.Setting::share).orElse(Double.NaN));
  }

  private static List<Optional<Coarse>> none() {
    return List.of(Optional.empty(), Optional.empty());
  }

  private static List<Optional<Coarse>> search(ProbeData data, List<Matrix> weights) {
    LossFunction loss = data.loss(ExampleSet.TRAIN);
    double[] vector = new double[loss.dimension()];
    return new CoarseComplexity(weights)
        .smallest(
            CoarseComplexity.grid(),
            coarse -> {
              int at = 0;
              for (Matrix w : coarse) {
                System.arraycopy(w.values(), 0, vector, at, w.values().length);
                at += w.values().length;
              }
              return loss.at(vector);
            },
            EPSILONS);
  }
}
