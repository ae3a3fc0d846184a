package groklab.measures.numerics;

import static groklab.measures.common.MeasurePages.page;

import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import groklab.measures.common.TargetClasses;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Effects of rounding: what the loss's precision swallows, and whether the gradient does more than
/// scale the outputs.
public final class NumericsMeasures {
  private NumericsMeasures() {}

  public static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              page(NumericsMeasures.class, "numerics.softmaxCollapseShare"),
              subject -> List.of(new Need.Outputs(ExampleSet.TRAIN)),
              SubjectSpec::noSoftmax,
              costs -> ScoredSets.trainOutputs(costs.subject()) * Operations.EXPONENTIAL,
              NumericsMeasures::collapse),
          new SimpleMeasure(
              page(NumericsMeasures.class, "numerics.nlmCosine"),
              subject -> List.of(new Need.Gradient(), new Need.Weights()),
              subject -> Optional.empty(),
              costs -> costs.subject().weightCount() * 3 * Operations.SCALAR,
              subject -> (data, into) -> cosines(subject, data, into)),
          new SimpleMeasure(
              page(NumericsMeasures.class, "numerics.absorbedShare"),
              subject -> List.of(new Need.Gradient(), new Need.Weights()),
              subject -> Optional.empty(),
              costs -> costs.subject().weightCount() * 3 * Operations.SCALAR,
              NumericsMeasures::vanishing));

  static FloatFormat format(LossPrecision precision) {
    return switch (precision) {
      case FLOAT16 -> FloatFormat.FLOAT16;
      case BFLOAT16 -> FloatFormat.BFLOAT16;
      case FLOAT32 -> FloatFormat.FLOAT32;
      case FLOAT64 -> FloatFormat.FLOAT64;
    };
  }

  private static FloatFormat format(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> FloatFormat.FLOAT32;
      case FLOAT64 -> FloatFormat.FLOAT64;
    };
  }

  private static Measure.Gauge collapse(Subject subject) {
    var model = (Subject.Model) subject;
    int[] targets = TargetClasses.of(model.data(), model.data().trainRows());
    FloatFormat format = format(model.spec().training().lossPrecision());
    return (data, into) -> {
      var collapse = SoftmaxCollapse.of(data.outputs(ExampleSet.TRAIN), targets, format);
      into.put("numerics.softmaxCollapseShare", collapse.collapsed());
      into.put("numerics.zeroLossShare", collapse.zeroLoss());
      into.put("numerics.zeroGradientShare", collapse.zeroGradient());
      into.put("numerics.gradientImbalance", collapse.imbalance());
    };
  }

  private static void cosines(Subject subject, ProbeData data, Values into) {
    double[] descent = descent(subject, data);
    double[] weights = joined(subject, name -> data.weights(name).values());
    into.put("numerics.nlmCosine", NaiveLossMinimisation.cosine(descent, weights));
    int at = 0;
    for (Subject.Weight w : subject.ownWeights()) {
      into.put(
          "numerics.nlmCosine." + w.name(),
          NaiveLossMinimisation.cosine(descent, weights, at, w.size()));
      at += w.size();
    }
  }

  /// Minus the gradient as one vector.
  private static double[] descent(Subject subject, ProbeData data) {
    double[] all = joined(subject, name -> data.gradient(name).values());
    for (int i = 0; i < all.length; i++) {
      all[i] = -all[i];
    }
    return all;
  }

  /// The numbers of the network's own tensors, one after another.
  private static double[] joined(Subject subject, Function<String, double[]> numbers) {
    List<Subject.Weight> weights = subject.ownWeights();
    double[] all = new double[weights.stream().mapToInt(Subject.Weight::size).sum()];
    int at = 0;
    for (Subject.Weight w : weights) {
      System.arraycopy(numbers.apply(w.name()), 0, all, at, w.size());
      at += w.size();
    }
    return all;
  }

  private static Measure.Gauge vanishing(Subject subject) {
    var model = (Subject.Model) subject;
    double rate = model.spec().optimizer().learningRate().peak();
    FloatFormat format = format(model.spec().training().precision());
    return (data, into) -> {
      double[] step = descent(subject, data);
      into.put("numerics.zeroEntryShare", Vanishing.zeroShare(step));
      for (int i = 0; i < step.length; i++) {
        step[i] *= -rate;
      }
      double[] weights = joined(subject, name -> data.weights(name).values());
      into.put("numerics.absorbedShare", Vanishing.absorbedShare(weights, step, format));
    };
  }
}
