package groklab.measures.landscape;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.function.HessianProduct;
import java.util.function.UnaryOperator;

/// The two-weight network of the reference notes's curvature and kernel oracles: L(w, v) = (1/6) Σ
/// (v tanh(w xᵢ) − yᵢ)² with x = (−1, 0.5, 2), y = (−0.5, 0.3, 0.9), at (w, v) = (0.8, 1.2).
final class TanhNetwork {
  static final double[] X = {-1, 0.5, 2};
  static final double[] Y = {-0.5, 0.3, 0.9};
  static final double[] WEIGHTS = {0.8, 1.2};

  private TanhNetwork() {}

  static double loss(double[] weights, double[] gradient) {
    double loss = 0;
    gradient[0] = 0;
    gradient[1] = 0;
    for (int i = 0; i < X.length; i++) {
      double t = StrictMath.tanh(weights[0] * X[i]);
      double r = weights[1] * t - Y[i];
      loss += r * r / 6;
      gradient[0] += r * weights[1] * X[i] * (1 - t * t) / 3;
      gradient[1] += r * t / 3;
    }
    return loss;
  }

  static Matrix hessian() {
    double[] h = new double[4];
    double w = WEIGHTS[0];
    double v = WEIGHTS[1];
    for (int i = 0; i < X.length; i++) {
      double t = StrictMath.tanh(w * X[i]);
      double slope = X[i] * (1 - t * t);
      double bend = -2 * X[i] * X[i] * t * (1 - t * t);
      double r = v * t - Y[i];
      h[0] += (v * slope * v * slope + r * v * bend) / 3;
      h[1] += (slope * v * t + r * slope) / 3;
      h[3] += t * t / 3;
    }
    h[2] = h[1];
    return new Matrix(2, 2, h);
  }

  static Matrix jacobian() {
    double[] j = new double[6];
    for (int i = 0; i < X.length; i++) {
      double t = StrictMath.tanh(WEIGHTS[0] * X[i]);
      j[2 * i] = WEIGHTS[1] * X[i] * (1 - t * t);
      j[2 * i + 1] = t;
    }
    return new Matrix(3, 2, j);
  }

  static HessianProduct product(Matrix matrix) {
    return product(matrix.rows(), v -> matrix.times(new Matrix(v.length, 1, v)).values());
  }

  static HessianProduct product(int dimension, UnaryOperator<double[]> times) {
    return new HessianProduct() {
      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public void apply(double[] direction, double[] into) {
        System.arraycopy(times.apply(direction), 0, into, 0, dimension);
      }
    };
  }
}
