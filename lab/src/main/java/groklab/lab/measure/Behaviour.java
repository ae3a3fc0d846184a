package groklab.lab.measure;

import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Simplifier;
import groklab.engine.kernel.DoubleMath;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Planner;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.spec.TrainingSpec;
import groklab.lab.task.Dataset;
import java.util.List;
import java.util.Map;

/// What the network answers on a set of examples, summed up in float64 from its outputs.
///
/// - `loss`: mean over scored positions; cross-entropy (natural logarithm) or squared error (mean over classes too).
/// - `accuracy`: share of examples of which every scored position has its largest output at the target; ties count
///   for the lower class number.
/// - `brier`: mean over scored positions of Σ_c (p_c − onehot_c)², p being the softmax of the outputs (the outputs
///   themselves under squared error). In [0, 2] for probabilities; 0 is perfect, 1 − 1/C is uniform guessing.
/// - `margin`: mean over scored positions of target output − largest other output; positive where the answer is right.
public final class Behaviour {
  private final Executor executor;
  private final TrainingSpec.Loss loss;
  private final int[] targets;
  private final int scored;
  private final int classes;
  private final double[] outputs;

  public Behaviour(Session session, Network network, Dataset data, int[] rows, TrainingSpec spec) {
    Examples examples = new Examples.Known(data, Ints.of(rows));
    Graph g = new Graph();
    Node logits =
        Simplifier.simplify(g, List.of(network.forward(g, examples, false).logits())).getFirst();
    Plan plan =
        Planner.compile(session.layout(), Map.of("logits", logits), Map.of(), session.workers());
    this.executor = session.load(plan);
    this.loss = spec.loss();
    this.scored = data.scoredPositions().length;
    this.classes = data.classes();
    this.targets = new int[rows.length * scored];
    for (int r = 0; r < targets.length; r++) {
      targets[r] = data.targets()[rows[r / scored] * scored + r % scored];
    }
    this.outputs = new double[targets.length * classes];
  }

  /// The summary of one set at the session's present parameters.
  public record Summary(double loss, double accuracy, double brier, double margin) {}

  /// Work of one evaluation in floating-point operations, for the probe schedule's cost model.
  public long cost() {
    return executor.plan().productFlop() + (long) outputs.length * OPERATIONS_PER_OUTPUT;
  }

  /// Reading, exponential and sums of one output cost about as much as this many operations of a product.
  private static final int OPERATIONS_PER_OUTPUT = 400;

  public Summary measure() {
    executor.run(0);
    executor.read("logits", outputs);
    double lossSum = 0;
    double brierSum = 0;
    double marginSum = 0;
    int right = 0;
    boolean exampleRight = true;
    for (int r = 0; r < targets.length; r++) {
      int from = r * classes;
      int target = targets[r];
      double own = outputs[from + target];
      int best = argmax(from);
      double other = largestOther(from, target);
      marginSum += own - other;
      exampleRight &= best == target;
      if (r % scored == scored - 1) {
        right += exampleRight ? 1 : 0;
        exampleRight = true;
      }
      switch (loss) {
        case CROSS_ENTROPY -> {
          double max = Math.max(own, other);
          double others = exponentials(from, max, target);
          double sum = outputs[from + target] + others;
          // with the target ahead, sum is 1 + others: the logarithm of a probability next to 1
          // keeps its digits
          lossSum += own == max ? StrictMath.log1p(others) : max - own + StrictMath.log(sum);
          brierSum += brier(from, target, 1 / sum);
        }
        case MEAN_SQUARED_ERROR -> {
          double b = brier(from, target, 1);
          lossSum += b / classes;
          brierSum += b;
        }
      }
    }
    double n = targets.length;
    return new Summary(lossSum / n, right / (n / scored), brierSum / n, marginSum / n);
  }

  private int argmax(int from) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (outputs[from + c] > outputs[from + best]) {
        best = c;
      }
    }
    return best;
  }

  private double largestOther(int from, int target) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      if (c != target && outputs[from + c] > largest) {
        largest = outputs[from + c];
      }
    }
    return largest;
  }

  /// Replaces a row by exp(row − max) and returns the sum of all but the target's.
  private double exponentials(int from, double max, int target) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double e = DoubleMath.exp(outputs[from + c] - max);
      outputs[from + c] = e;
      sum += c == target ? 0 : e;
    }
    return sum;
  }

  private double brier(int from, int target, double scale) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double d = outputs[from + c] * scale - (c == target ? 1 : 0);
      sum += d * d;
    }
    return sum;
  }
}
