package groklab.measures.common.cyclic;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import java.util.Arrays;

/// How much of each neuron's variance over all inputs one frequency explains, and which frequency
/// is the neuron's.
///
/// Centre the activations over the m² inputs and take the 2-D Fourier transform; then (arXiv
/// 2301.05217, section 4.3 and its code) FVE_k = (sum of the squared coefficients whose row and
/// column are the constant or frequency k, without constant x constant: 8 of them) / (sum of all
/// squared coefficients). The terms are those of degree one and two in the cosines and sines of one
/// frequency: what a neuron ReLU(α cos w_k a + β sin w_k a + ...) consists of mostly.
///
/// A neuron with no variance is *dead*: its frequency is 0 and its shares are NaN.
///
/// @param shares neurons x (⌊m/2⌋+1): FVE_k in column k; column 0 is 0 (NaN for dead neurons)
/// @param frequency the frequency with the largest share, the lowest of equals; 0 for a dead neuron
/// @param best that share, in 0..1; NaN for a dead neuron
public record NeuronFrequencies(Matrix shares, int[] frequency, double[] best) {
  /// Rounding alone leaves a variance of about (2⁻⁵²)² of the raw second moment; below this share
  /// it is none.
  private static final double NO_VARIANCE = 1e-24;

  /// The shares of every neuron.
  ///
  /// The four products of a cosine or sine of w_k x with one of w_k y span the same space as cos
  /// and sin of w_k(x+y) and of w_k(x-y), and the other four functions depend on x or on y alone.
  /// So the table is summed over each value of x, of y, of x + y and of x - y, and these four are
  /// transformed in one dimension. Cost: 6m²n additions and 4m²n multiply-adds, against m³n for the
  /// transform along x alone (p = 113, 512 neurons: 65·10⁶ against 740·10⁶).
  ///
  /// @param activations m² x n, for example the MLP after its nonlinearity at the last position
  public static NeuronFrequencies of(Matrix activations, int order) {
    FourierBasis basis = FourierBasis.of(order);
    FourierBasis.requireRows(activations, order * order, "a table over all pairs of Z_" + order);
    int n = activations.cols();
    Sums sums = new Sums(activations, order);
    int ks = basis.frequencies() + 1;
    double[] shares = new double[n * ks];
    addEnergies(shares, ks, basis, sums.byX, true);
    addEnergies(shares, ks, basis, sums.byY, true);
    addEnergies(shares, ks, basis, sums.bySum, true);
    // Without a sine, cos πx·cos πy is the only product, and cos π(x+y) = cos π(x-y) is already
    // counted.
    addEnergies(shares, ks, basis, sums.byDifference, false);
    int[] frequency = new int[n];
    double[] best = new double[n];
    for (int i = 0; i < n; i++) {
      boolean dead = isConstant(sums.variance[i], sums.moment[i]);
      for (int k = 0; k < ks; k++) {
        shares[i * ks + k] = dead ? Double.NaN : shares[i * ks + k] / (order * sums.variance[i]);
      }
      frequency[i] = best(Arrays.copyOfRange(shares, i * ks, (i + 1) * ks));
      best[i] = frequency[i] == 0 ? Double.NaN : shares[i * ks + frequency[i]];
    }
    return new NeuronFrequencies(new Matrix(n, ks, shares), frequency, best);
  }

  /// Number of neurons.
  public int count() {
    return frequency.length;
  }

  /// How many neurons each frequency (index) has among those with a share of at least the
  /// threshold; index 0 counts the rest, dead neurons included.
  public int[] clusterSizes(double threshold) {
    int[] size = new int[shares.cols()];
    for (int i = 0; i < frequency.length; i++) {
      size[best[i] >= threshold ? frequency[i] : 0]++;
    }
    return size;
  }

  /// The frequency with the largest of one neuron's shares, the lowest of equals; 0 for a dead one.
  private static int best(double[] shares) {
    shares[0] = Double.NEGATIVE_INFINITY;
    return Double.isNaN(shares[1]) ? 0 : Numbers.largest(shares);
  }

  public static boolean isConstant(double variance, double secondMoment) {
    return !(variance > NO_VARIANCE * secondMoment);
  }

  /// Adds the squared coefficients of the frequencies k >= 1 of sums over m cells each, n of them
  /// in a row.
  private static void addEnergies(
      double[] energies, int ks, FourierBasis basis, double[] sums, boolean withoutSine) {
    int n = energies.length / ks;
    Matrix coefficients = basis.transform(new Matrix(basis.order(), n, sums));
    for (int k = 1; k < ks; k++) {
      if (basis.hasSine(k) || withoutSine) {
        for (int f : basis.rowsOf(k)) {
          for (int i = 0; i < n; i++) {
            double c = coefficients.get(f, i);
            energies[i * ks + k] += c * c;
          }
        }
      }
    }
  }

  /// The sums of the centred table over all cells with one x, one y, one x + y or one x - y, m x n
  /// each, and each column's sum of squares with (variance) and without (moment) centring.
  private static final class Sums {
    final double[] byX;
    final double[] byY;
    final double[] bySum;
    final double[] byDifference;
    final double[] variance;
    final double[] moment;

    Sums(Matrix table, int order) {
      int n = table.cols();
      byX = new double[order * n];
      byY = new double[order * n];
      bySum = new double[order * n];
      byDifference = new double[order * n];
      variance = new double[n];
      moment = new double[n];
      double[] mean = meanAndMoment(table);
      for (int row = 0; row < table.rows(); row++) {
        int x = row / order;
        int y = row % order;
        int atX = x * n;
        int atY = y * n;
        int atSum = (x + y) % order * n;
        int atDifference = (x - y + order) % order * n;
        for (int i = 0; i < n; i++) {
          double v = table.values()[row * n + i] - mean[i];
          variance[i] += v * v;
          byX[atX + i] += v;
          byY[atY + i] += v;
          bySum[atSum + i] += v;
          byDifference[atDifference + i] += v;
        }
      }
    }

    private double[] meanAndMoment(Matrix table) {
      double[] mean = new double[table.cols()];
      for (int row = 0; row < table.rows(); row++) {
        for (int i = 0; i < mean.length; i++) {
          double v = table.values()[row * mean.length + i];
          mean[i] += v;
          moment[i] += v * v;
        }
      }
      for (int i = 0; i < mean.length; i++) {
        mean[i] /= table.rows();
      }
      return mean;
    }
  }
}
