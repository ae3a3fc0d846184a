package groklab.measures.landscape;

import groklab.engine.random.RandomStream;

/// How much the loss can rise near the weights.
public final class Sharpness {
  private static final int HALVINGS = 6;

  private Sharpness() {}

  /// A worst case found.
  ///
  /// @param percent 100·(maximum − L(w))/(1 + L(w))
  /// @param loss L(w)
  /// @param maximum the largest loss found in the box; a lower bound of the true maximum
  public record Keskar(double percent, double loss, double maximum) {}

  /// Sharpness of Keskar et al. 2017 (arXiv 1609.04836, metric 2.1) in the full space: the largest
  /// loss in the box
  /// |z_i| <= ε(|w_i| + 1) around the weights. ε is 1e-3 or 5e-4 there.
  ///
  /// The paper maximises by ten iterations of L-BFGS-B from the weights, which stays put where the
  /// gradient vanishes. Here: from the weights, and from `starts − 1` random points of the box,
  /// `iterations` times a step towards the box corner that the gradient points to, halved up to six
  /// times while it does not raise the loss. It never claims more than is there, and may find less.
  ///
  /// It misleads: with 1 + L below, it compares runs only at losses of one size; it is not
  /// invariant to rescaling.
  ///
  /// Cost: up to starts·iterations·7 evaluations with gradient.
  ///
  /// @param starts at least 1
  public static Keskar keskar(
      LossGradient loss, double[] weights, double epsilon, int iterations, int starts, long seed) {
    if (!(epsilon > 0) || starts < 1) {
      throw new IllegalArgumentException(
          "a box of epsilon %s and %d starts; expected a positive epsilon and at least 1 start"
              .formatted(epsilon, starts));
    }
    double[] gradient = new double[weights.length];
    double at = loss.at(weights, gradient);
    double maximum = at;
    var stream = RandomStream.of(seed, "landscape.keskar");
    for (int s = 0; s < starts; s++) {
      double[] from = weights.clone();
      for (int i = 0; s > 0 && i < from.length; i++) {
        from[i] += width(weights[i], epsilon) * (2 * stream.at(s).uniform(i) - 1);
      }
      maximum = Math.max(maximum, climb(loss, weights, from, epsilon, iterations));
    }
    return new Keskar(100 * (maximum - at) / (1 + at), at, maximum);
  }

  private static double climb(
      LossGradient loss, double[] centre, double[] from, double epsilon, int iterations) {
    double[] here = from;
    double[] gradient = new double[here.length];
    double[] nextGradient = new double[here.length];
    double best = loss.at(here, gradient);
    for (int i = 0; i < iterations; i++) {
      double[] corner = corner(centre, here, gradient, epsilon);
      boolean rose = false;
      double share = 1;
      for (int h = 0; h <= HALVINGS && !rose; h++, share *= 0.5) {
        double[] next = here.clone();
        for (int k = 0; k < next.length; k++) {
          next[k] += share * (corner[k] - here[k]);
        }
        double value = loss.at(next, nextGradient);
        if (value > best) {
          best = value;
          here = next;
          double[] swap = gradient;
          gradient = nextGradient;
          nextGradient = swap;
          rose = true;
        }
      }
      if (!rose) {
        return best;
      }
    }
    return best;
  }

  private static double[] corner(
      double[] centre, double[] here, double[] gradient, double epsilon) {
    double[] out = new double[centre.length];
    for (int i = 0; i < out.length; i++) {
      double width = width(centre[i], epsilon);
      out[i] = gradient[i] == 0 ? here[i] : centre[i] + (gradient[i] > 0 ? width : -width);
    }
    return out;
  }

  private static double width(double weight, double epsilon) {
    return epsilon * (Math.abs(weight) + 1);
  }

  /// L(w + ρ·g/‖g‖), the loss after one ascent step of length ρ along the gradient (the first-order
  /// worst case in a ball, as in sharpness-aware minimisation). NaN where the gradient is 0, since
  /// then it names no direction.
  public static double afterAscent(LossGradient loss, double[] weights, double radius) {
    double[] gradient = new double[weights.length];
    loss.at(weights, gradient);
    double norm = Vectors.norm(gradient);
    if (norm == 0) {
      return Double.NaN;
    }
    return loss.at(Vectors.plus(weights, radius / norm, gradient), new double[weights.length]);
  }
}
