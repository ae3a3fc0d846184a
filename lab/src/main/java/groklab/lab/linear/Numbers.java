package groklab.lab.linear;

import java.util.List;

/// What is read off lists of numbers. Sums are plain ones from the first number to the last: those
/// of streams and libraries round otherwise, and what is made of them is recorded.
public final class Numbers {
  private Numbers() {}

  /// Σ of the numbers.
  public static double sum(double... numbers) {
    double sum = 0;
    for (double v : numbers) {
      sum += v;
    }
    return sum;
  }

  /// Their mean; NaN for none.
  public static double mean(double... numbers) {
    return sum(numbers) / numbers.length;
  }

  /// Σ of the squared differences from a number, such as the mean.
  public static double squaresAround(double middle, double... numbers) {
    double sum = 0;
    for (double v : numbers) {
      sum += (v - middle) * (v - middle);
    }
    return sum;
  }

  /// Σ aᵢbᵢ.
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /// The Euclidean norm.
  public static double norm(double... numbers) {
    return Math.sqrt(dot(numbers, numbers));
  }

  /// a·b/(‖a‖‖b‖); NaN if one of them is 0.
  public static double cosine(double[] a, double[] b) {
    return dot(a, b) / (norm(a) * norm(b));
  }

  /// Takes what lies along some orthonormal vectors from v. Twice, because once leaves rounding
  /// along those that were nearly parallel to it.
  public static void clear(double[] v, List<double[]> orthonormal) {
    for (int pass = 0; pass < 2; pass++) {
      for (double[] q : orthonormal) {
        double along = dot(q, v);
        for (int i = 0; i < v.length; i++) {
          v[i] -= along * q[i];
        }
      }
    }
  }

  /// The place of the largest number, the first of equals. A NaN is passed over unless it comes
  /// first.
  public static int largest(double... numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }
}
