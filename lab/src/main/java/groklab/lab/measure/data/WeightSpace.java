package groklab.lab.measure.data;

import groklab.engine.graph.Ints;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.BatchLoss;
import groklab.lab.measure.function.HessianProduct;
import groklab.lab.measure.function.LossFunction;
import groklab.lab.measure.function.OutputFunction;
import groklab.lab.measure.function.OutputGradient;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Targets;
import java.util.Arrays;

/// Loss, outputs and their derivatives as functions of a vector of weights, met as often as a
/// measure asks; all of them in float64 and in the session of [Curvature], which this closes.
final class WeightSpace implements AutoCloseable {
  private final Subject.Model model;
  private final ProbeLedger ledger;
  private final Curvature curvature;

  WeightSpace(Subject.Model model, ProbeLedger ledger) {
    this.model = model;
    this.ledger = ledger;
    this.curvature = new Curvature(model);
  }

  private double[] present() {
    double[] here = new double[curvature.length()];
    curvature.present(here);
    return here;
  }

  HessianProduct hessian(Need.HessianProducts need) {
    double[] here = present();
    return new HessianProduct() {
      @Override
      public int dimension() {
        return here.length;
      }

      @Override
      public void apply(double[] direction, double[] into) {
        ledger.note(need);
        curvature.product(here, direction, into);
      }
    };
  }

  LossFunction loss(Need.LossOfWeights need) {
    return new LossFunction() {
      @Override
      public int dimension() {
        return curvature.length();
      }

      @Override
      public double[] here() {
        return present();
      }

      @Override
      public double at(double[] weights) {
        ledger.note(need);
        return curvature.loss(need.set(), weights, null);
      }

      @Override
      public double withGradient(double[] weights, double[] gradientThere) {
        ledger.note(need);
        return curvature.loss(need.set(), weights, gradientThere);
      }
    };
  }

  OutputFunction outputs(Need.OutputsOfWeights need) {
    return new OutputFunction() {
      @Override
      public Matrix apply(double[] weights) {
        ledger.note(need);
        return curvature.outputs(need.set(), weights);
      }

      @Override
      public Matrix slope(double[] weights, double[] direction) {
        ledger.note(need);
        return curvature.outputSlope(need.set(), weights, direction);
      }
    };
  }

  BatchLoss batchLoss(Need.BatchLossOfWeights need) {
    int[] trained = model.data().trainRows();
    return new BatchLoss() {
      @Override
      public int examples() {
        return trained.length;
      }

      @Override
      public int size() {
        return batchSize(need);
      }

      @Override
      public double[] here() {
        return present();
      }

      @Override
      public double withGradient(double[] weights, int[] rows, double[] gradientThere) {
        ledger.note(need);
        return curvature.batchLoss(
            Arrays.stream(rows).map(row -> trained[row]).toArray(), weights, gradientThere);
      }
    };
  }

  private int batchSize(Need.BatchLossOfWeights need) {
    return Math.min(need.size(), model.data().trainRows().length);
  }

  OutputGradient outputGradient(Need.OutputGradients need) {
    int[] spread = spread(need);
    Ints examples = Ints.of(spread);
    int[] targets =
        model.data().targets() instanceof Targets.Classes all ? all.idsOf(spread) : new int[0];
    return new OutputGradient() {
      @Override
      public int dimension() {
        return curvature.length();
      }

      @Override
      public double[] here() {
        return present();
      }

      @Override
      public int[] examples() {
        return spread;
      }

      @Override
      public int[] targets() {
        return targets;
      }

      @Override
      public void at(double[] weights, int row, int output, double[] into) {
        ledger.note(need);
        curvature.outputGradient(examples, weights, row, output, into);
      }
    };
  }

  /// Example numbers evenly spread over a set.
  private int[] spread(Need.OutputGradients need) {
    int[] all = model.data().rows(need.set());
    int[] some = new int[Math.min(need.most(), all.length)];
    Arrays.setAll(some, i -> all[(int) ((long) i * all.length / some.length)]);
    return some;
  }

  /// Operations of meeting a need once.
  long cost(Need.OfWeights need) {
    return switch (need) {
      case Need.HessianProducts _ -> curvature.productCost();
      case Need.LossOfWeights(ExampleSet set) -> curvature.lossCost(set);
      case Need.OutputsOfWeights(ExampleSet set) -> curvature.outputsCost(set);
      case Need.BatchLossOfWeights batch -> curvature.batchCost(batchSize(batch));
      case Need.OutputGradients gradients ->
          curvature.outputGradientCost(Ints.of(spread(gradients)))
              + curvature.length() * (long) Operations.READ;
    };
  }

  @Override
  public void close() {
    curvature.close();
  }
}
