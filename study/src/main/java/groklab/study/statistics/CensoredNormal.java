package groklab.study.statistics;

import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/// Maximum likelihood of y = Σ βⱼ zⱼ + σ ε with standard normal ε, where some y are only known to
/// lie above a value.
///
/// Olsen's form (Econometrica 46, 1978): in γ = 1/σ and δ = β/σ the log-likelihood
/// Σ_seen [ln γ + ln φ(u)] + Σ_censored ln Q(u), u = γ y − Σ δⱼ zⱼ, is concave, so Newton's steps,
/// halved where they go too far, find its only maximum.
final class CensoredNormal {
  private static final int MOST_STEPS = 200;
  private static final int MOST_HALVINGS = 60;

  /// Twice the rise of the log-likelihood that a step promises: below this the likelihood no longer
  /// tells a good step from a bad one, and the step is taken whole.
  private static final double NEAR = 1e-8;

  /// Each step squares what is left; the next one would be lost in rounding.
  private static final double DONE = 1e-18;

  private final double[] y;
  private final boolean[] censored;
  private final double[][] columns;

  /// @param columns column j of the design, one value for each y
  CensoredNormal(double[] y, boolean[] censored, double[][] columns) {
    this.y = y;
    this.censored = censored;
    this.columns = columns;
  }

  /// @param values β of each column, then σ
  /// @param covariance of those by the observed information
  record Maximum(double[] values, RealMatrix covariance, double logLikelihood) {}

  /// @param start β of each column, then σ
  /// @return refused if the likelihood has no maximum that doubles can tell from σ = 0
  Fit<Maximum> maximise(double[] start) {
    int size = start.length;
    double[] at = new double[size];
    double sharp = 1 / start[size - 1];
    for (int j = 0; j < size - 1; j++) {
      at[j] = start[j] * sharp;
    }
    at[size - 1] = sharp;
    double value = logLikelihood(at);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] gradient = new double[size];
      RealMatrix information = information(at, gradient);
      double[] move;
      try {
        move =
            new CholeskyDecomposition(information, 1e-9, 0)
                .getSolver()
                .solve(new ArrayRealVector(gradient, false))
                .toArray();
      } catch (MathRuntimeException _) {
        break;
      }
      double gain = 0;
      for (int j = 0; j < size; j++) {
        gain += move[j] * gradient[j];
      }
      at = gain < NEAR ? moved(at, move, 1) : halved(at, move, value);
      value = logLikelihood(at);
      if (gain < DONE) {
        return new Fit.Found<>(maximum(at, value));
      }
    }
    return new Fit.Refused<>("the times lie so close to one line that their scatter has no size");
  }

  /// The first of the full step, half of it, ... at which the likelihood is no smaller.
  private double[] halved(double[] from, double[] move, double value) {
    double share = 1;
    for (int halving = 0; halving < MOST_HALVINGS; halving++, share /= 2) {
      double[] next = moved(from, move, share);
      if (next[next.length - 1] > 0 && logLikelihood(next) >= value) {
        return next;
      }
    }
    return from;
  }

  private static double[] moved(double[] from, double[] move, double share) {
    double[] next = from.clone();
    for (int j = 0; j < next.length; j++) {
      next[j] += share * move[j];
    }
    return next;
  }

  private double u(double[] at, int i) {
    double u = at[columns.length] * y[i];
    for (int j = 0; j < columns.length; j++) {
      u -= at[j] * columns[j][i];
    }
    return u;
  }

  private double logLikelihood(double[] at) {
    double sum = 0;
    double logSharp = StrictMath.log(at[columns.length]);
    for (int i = 0; i < y.length; i++) {
      double u = u(at, i);
      sum += censored[i] ? NormalTail.logTail(u) : logSharp + NormalTail.logDensity(u);
    }
    return sum;
  }

  /// The negative second derivatives; fills in the first ones.
  private RealMatrix information(double[] at, double[] gradient) {
    int size = at.length;
    double[][] sum = new double[size][size];
    double[] slope = new double[size]; // of u
    for (int i = 0; i < y.length; i++) {
      double u = u(at, i);
      double hazard = censored[i] ? NormalTail.hazard(u) : u;
      double curve = censored[i] ? hazard * (hazard - u) : 1;
      for (int j = 0; j < columns.length; j++) {
        slope[j] = -columns[j][i];
      }
      slope[size - 1] = y[i];
      for (int j = 0; j < size; j++) {
        gradient[j] -= hazard * slope[j];
        for (int k = 0; k <= j; k++) {
          sum[j][k] += curve * slope[j] * slope[k];
          sum[k][j] = sum[j][k];
        }
      }
      if (!censored[i]) {
        gradient[size - 1] += 1 / at[size - 1];
        sum[size - 1][size - 1] += 1 / (at[size - 1] * at[size - 1]);
      }
    }
    return new Array2DRowRealMatrix(sum, false);
  }

  /// Back to β and σ: at the maximum the information changes with the parameters as a metric does.
  private Maximum maximum(double[] at, double value) {
    int size = at.length;
    double sharp = at[size - 1];
    double[] values = new double[size];
    var jacobian = new Array2DRowRealMatrix(size, size);
    for (int j = 0; j < size - 1; j++) {
      values[j] = at[j] / sharp;
      jacobian.setEntry(j, j, 1 / sharp);
      jacobian.setEntry(j, size - 1, -at[j] / (sharp * sharp));
    }
    values[size - 1] = 1 / sharp;
    jacobian.setEntry(size - 1, size - 1, -1 / (sharp * sharp));
    var inverse =
        new CholeskyDecomposition(information(at, new double[size]), 1e-9, 0)
            .getSolver()
            .getInverse();
    return new Maximum(values, jacobian.multiply(inverse).multiply(jacobian.transpose()), value);
  }
}
