package groklab.measures.weight;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.measures.common.SimpleMeasure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Sizes of the weights and of their gradient.
public final class WeightMeasures {
  private static final int OPERATIONS_PER_WEIGHT = 10;

  private WeightMeasures() {}

  private static final List<Measure> OWN =
      List.of(
          new SimpleMeasure(
              page(WeightMeasures.class, "weights.l2"),
              subject -> List.of(new Need.Weights()),
              subject -> Optional.empty(),
              costs -> weights(costs.subject()) * OPERATIONS_PER_WEIGHT,
              subject -> norms("weights.l2", subject, ProbeData::weights)),
          new SimpleMeasure(
              page(WeightMeasures.class, "gradient.l2"),
              subject -> List.of(new Need.Gradient()),
              subject -> Optional.empty(),
              costs -> weights(costs.subject()) * OPERATIONS_PER_WEIGHT,
              subject -> norms("gradient.l2", subject, ProbeData::gradient)),
          sizes(
              page(WeightMeasures.class, "weights.l1"),
              OPERATIONS_PER_WEIGHT,
              t -> WeightNorms.total(t).l1()),
          sizes(
              page(WeightMeasures.class, "weights.rms"),
              OPERATIONS_PER_WEIGHT,
              t -> WeightNorms.total(t).rms()),
          sizes(
              page(WeightMeasures.class, "weights.max"),
              OPERATIONS_PER_WEIGHT,
              t -> WeightNorms.total(t).max()),
          sizes(
              page(WeightMeasures.class, "weights.entropy"),
              Operations.EXPONENTIAL,
              WeightMeasures::entropy),
          new SimpleMeasure(
              page(WeightMeasures.class, "weights.fromInitial"),
              subject -> List.of(new Need.Weights(), new Need.InitialWeights()),
              subject -> Optional.empty(),
              costs -> 4 * weights(costs.subject()) * OPERATIONS_PER_WEIGHT,
              WeightMeasures::fromInitial),
          CoarseMeasure.MEASURE);

  public static final List<AnyMeasure> ALL =
      Stream.of(OWN, List.of(new UpdateRatio())).<AnyMeasure>flatMap(List::stream).toList();

  /// A number of all tensors together, and of each.
  private static Measure sizes(
      MeasurePage page, long perWeight, ToDoubleFunction<List<double[]>> size) {
    return new SimpleMeasure(
        page,
        subject -> List.of(new Need.Weights()),
        subject -> Optional.empty(),
        costs -> 2 * weights(costs.subject()) * perWeight,
        subject ->
            (data, into) -> {
              List<Subject.Weight> weights = subject.ownWeights();
              List<double[]> all = new ArrayList<>();
              weights.forEach(w -> all.add(data.weights(w.name()).values()));
              into.put(page.name(), size.applyAsDouble(all));
              for (int i = 0; i < all.size(); i++) {
                into.put(
                    page.name() + "." + weights.get(i).name(),
                    size.applyAsDouble(List.of(all.get(i))));
              }
            });
  }

  private static double entropy(List<double[]> tensors) {
    return tensors.stream().mapToDouble(AbsoluteWeightEntropy::of).reduce(0, Double::sum);
  }

  private static Measure.Gauge fromInitial(Subject subject) {
    List<Subject.Weight> weights = subject.ownWeights();
    return (data, into) -> {
      List<double[]> now = new ArrayList<>();
      List<double[]> initial = new ArrayList<>();
      for (Subject.Weight w : weights) {
        now.add(data.weights(w.name()).values());
        initial.add(data.initialWeights(w.name()).values());
      }
      WeightMovement all = WeightMovement.of(now, initial);
      into.put("weights.fromInitial", all.distance());
      into.put("weights.fromInitial.relative", all.relative());
      into.put("weights.fromInitial.cosine", all.cosine());
      for (int i = 0; i < weights.size(); i++) {
        var one = WeightMovement.of(List.of(now.get(i)), List.of(initial.get(i)));
        into.put("weights.fromInitial.tensor." + weights.get(i).name(), one.distance());
      }
    };
  }

  private static long weights(Subject subject) {
    return subject.ownWeights().stream().mapToLong(Subject.Weight::size).sum();
  }

  private interface Source {
    Matrix matrix(ProbeData data, String name);
  }

  private static Measure.Gauge norms(String name, Subject subject, Source source) {
    List<Subject.Weight> weights = subject.ownWeights();
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
