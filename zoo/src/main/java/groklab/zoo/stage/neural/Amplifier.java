package groklab.zoo.stage.neural;

import groklab.engine.random.RandomStream;
import java.util.Arrays;

/// A network of one number, z(x) = Σⱼ v[j]·max(0, w[j]·x + b[j]), evaluated for very many x.
///
/// It is linear between the knots −b/w of its units, so that x costs a binary search among them
/// instead of a multiplication for each unit, and its gradient is made of one sum for each stretch
/// between two knots. That is the network itself and no approximation; sums round otherwise.
final class Amplifier {
  private final int hidden;

  /// w, b and v, one after the other
  private final double[] weights;

  /// Units by knot, ascending; those without a knot come last.
  private final int[] order;

  private final double[] knots;
  private final double[] sorted;
  private final double[] slopes;
  private final double[] shifts;

  Amplifier(int hidden) {
    this.hidden = hidden;
    this.weights = new double[3 * hidden];
    this.order = new int[hidden];
    this.knots = new double[hidden];
    this.sorted = new double[hidden];
    this.slopes = new double[hidden + 1];
    this.shifts = new double[hidden + 1];
    Arrays.setAll(order, j -> j);
  }

  /// The live array: w, b and v, one after the other, `[3·hidden]`.
  double[] weights() {
    return weights;
  }

  /// Number of stretches between knots.
  int stretches() {
    return hidden + 1;
  }

  /// Draws w and b from U(±1) and v from U(±1/√hidden), as the usual frameworks do for linear maps
  /// with one and `hidden` inputs.
  void draw(RandomStream stream) {
    double spread = 1 / Math.sqrt(Math.max(1, hidden));
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (2 * stream.uniform(i) - 1) * (i < 2 * hidden ? 1 : spread);
    }
  }

  /// To be called when the weights have changed.
  void prepare() {
    double slope = 0;
    double shift = 0;
    for (int j = 0; j < hidden; j++) {
      double w = weights[j];
      double b = weights[hidden + j];
      double v = weights[2 * hidden + j];
      knots[j] = w == 0 ? Double.POSITIVE_INFINITY : -b / w;
      if (w < 0) {
        slope += v * w;
        shift += v * b;
      } else if (w == 0) {
        shift += v * Math.max(0, b);
      }
    }
    sort();
    slopes[0] = slope;
    shifts[0] = shift;
    for (int k = 0; k < hidden; k++) {
      int j = order[k];
      double side = Math.signum(weights[j]);
      slope += side * weights[2 * hidden + j] * weights[j];
      shift += side * weights[2 * hidden + j] * weights[hidden + j];
      sorted[k] = knots[j];
      slopes[k + 1] = slope;
      shifts[k + 1] = shift;
    }
  }

  /// By insertion: the order hardly changes from one time to the next, and nothing is allocated.
  private void sort() {
    for (int i = 1; i < hidden; i++) {
      int unit = order[i];
      int k = i;
      while (k > 0 && knots[order[k - 1]] > knots[unit]) {
        order[k] = order[k - 1];
        k--;
      }
      order[k] = unit;
    }
  }

  /// The stretch in which x lies: how many knots are below it.
  int stretch(double x) {
    int low = 0;
    int high = hidden;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// z(x), of an x in a stretch.
  double value(int stretch, double x) {
    return slopes[stretch] * x + shifts[stretch];
  }

  /// The gradient of Σ r·z(x) over many pairs of r and x.
  ///
  /// @param sums Σ r over the x of each stretch, `[stretches]`; overwritten
  /// @param moments Σ r·x over the same; overwritten
  /// @param into of w, b and v, one after the other
  void gradient(double[] sums, double[] moments, double[] into) {
    for (int k = 1; k <= hidden; k++) {
      sums[k] += sums[k - 1];
      moments[k] += moments[k - 1];
    }
    for (int k = 0; k < hidden; k++) {
      int j = order[k];
      double w = weights[j];
      double b = weights[hidden + j];
      boolean above = w > 0;
      double sum = above ? sums[hidden] - sums[k] : sums[k];
      double moment = above ? moments[hidden] - moments[k] : moments[k];
      if (w == 0 && b <= 0) {
        sum = 0;
        moment = 0;
      }
      into[j] = weights[2 * hidden + j] * moment;
      into[hidden + j] = weights[2 * hidden + j] * sum;
      into[2 * hidden + j] = w * moment + b * sum;
    }
  }
}
