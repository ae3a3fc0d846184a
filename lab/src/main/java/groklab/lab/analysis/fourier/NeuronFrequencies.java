package groklab.lab.analysis.fourier;

import groklab.lab.analysis.linear.Matrix;
import java.util.Arrays;

/// How much of each neuron's variance over all inputs one frequency explains, and which frequency is the neuron's.
///
/// Centre the activations over the m² inputs and take the 2-D Fourier transform; then (arXiv 2301.05217, section 4.3 and
/// its code) FVE_k = (sum of the squared coefficients whose row and column are the constant or frequency k, without
/// constant x constant: 8 of them) / (sum of all squared coefficients). The terms are those of degree one and two in the
/// cosines and sines of one frequency: what a neuron ReLU(α cos w_k a + β sin w_k a + ...) consists of mostly.
///
/// A neuron with no variance is *dead*: its frequency is 0 and its shares are NaN.
///
/// @param order m
/// @param shares neurons x (⌊m/2⌋+1): FVE_k in column k; column 0 is 0 (NaN for dead neurons)
/// @param frequency the frequency with the largest share, the lowest of equals; 0 for a dead neuron
/// @param best that share, in 0..1; NaN for a dead neuron
public record NeuronFrequencies(int order, Matrix shares, int[] frequency, double[] best) {
  /// Neurons are worked on in groups of this many, so that a slab of m x 64 numbers stays in the processor's cache.
  private static final int BLOCK = 64;

  /// Rounding alone leaves a variance of about (2⁻⁵²)² of the raw second moment; below this share it is none.
  private static final double NO_VARIANCE = 1e-24;

  /// The shares of every neuron.
  ///
  /// Cost: m³n multiply-adds for the transform along x, and 4m²n for the few columns along y that are read (p = 113,
  /// 512 neurons: 0.76·10⁹). Memory: m·64 and 3m·64 numbers.
  ///
  /// @param activations m² x n, for example the MLP after its nonlinearity at the last position
  public static NeuronFrequencies of(Matrix activations, int order) {
    FourierBasis basis = FourierBasis.of(order);
    FourierBasis.requireRows(activations, order * order, "a table over all pairs of Z_" + order);
    int n = activations.cols();
    int ks = basis.frequencies() + 1;
    double[] shares = new double[n * ks];
    for (int from = 0; from < n; from += BLOCK) {
      new Block(basis, activations, from, Math.min(n, from + BLOCK)).fill(shares, ks);
    }
    int[] frequency = new int[n];
    double[] best = new double[n];
    NeuronFrequencies out =
        new NeuronFrequencies(order, new Matrix(n, ks, shares), frequency, best);
    for (int i = 0; i < n; i++) {
      frequency[i] = out.bestBelow(i, ks);
      best[i] = frequency[i] == 0 ? Double.NaN : shares[i * ks + frequency[i]];
    }
    return out;
  }

  /// Number of neurons.
  public int count() {
    return frequency.length;
  }

  /// The highest frequency, ⌊m/2⌋.
  public int frequencies() {
    return shares.cols() - 1;
  }

  /// How many neurons each frequency (index) has among those with a share of at least the threshold; index 0 counts the
  /// rest, dead neurons included.
  public int[] clusterSizes(double threshold) {
    int[] size = new int[shares.cols()];
    for (int i = 0; i < frequency.length; i++) {
      size[best[i] >= threshold ? frequency[i] : 0]++;
    }
    return size;
  }

  /// The frequency below `end` with the neuron's largest share, the lowest of equals; 0 for a dead neuron.
  int bestBelow(int neuron, int end) {
    int winner = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 1; k < end; k++) {
      if (shares.get(neuron, k) > most) {
        most = shares.get(neuron, k);
        winner = k;
      }
    }
    return winner;
  }

  static boolean isConstant(double variance, double secondMoment) {
    return !(variance > NO_VARIANCE * secondMoment);
  }

  /// Neurons from..to-1, transformed together.
  private static final class Block {
    private final FourierBasis basis;
    private final Matrix activations;
    private final int from;
    private final int width;
    private final int order;

    /// Squared coefficients that frequency k reads beside the constant: rows 2k-1, 2k with the columns 0, 2k-1, 2k of
    /// their own frequency (slots 0..2), all of width numbers; row 0 with every column is kept apart.
    private final double[] own;

    private final double[] constantRow;

    Block(FourierBasis basis, Matrix activations, int from, int to) {
      this.basis = basis;
      this.activations = activations;
      this.from = from;
      this.width = to - from;
      this.order = basis.order();
      own = new double[order * 3 * width];
      constantRow = new double[order * width];
    }

    void fill(double[] shares, int ks) {
      double[] mean = new double[width];
      double[] moment = new double[width];
      moments(mean, moment);
      double[] alongX = new double[order * width];
      double[] variance = new double[width];
      for (int y = 0; y < order; y++) {
        transformAlongX(y, mean, alongX, variance);
        addAlongY(y, alongX);
      }
      for (int i = 0; i < width; i++) {
        boolean dead = isConstant(variance[i], moment[i]);
        shares[(from + i) * ks] = dead ? Double.NaN : 0;
        for (int k = 1; k < ks; k++) {
          shares[(from + i) * ks + k] = dead ? Double.NaN : explained(i, k) / variance[i];
        }
      }
    }

    private void moments(double[] mean, double[] moment) {
      int rows = order * order;
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < width; i++) {
          double v = activations.values()[row * activations.cols() + from + i];
          mean[i] += v;
          moment[i] += v * v;
        }
      }
      for (int i = 0; i < width; i++) {
        mean[i] /= rows;
      }
    }

    /// alongX[f] = Σ_x F[f, x]·(activation(x, y) - mean), and the squares summed for Parseval's total.
    private void transformAlongX(int y, double[] mean, double[] alongX, double[] variance) {
      Arrays.fill(alongX, 0);
      double[] centred = new double[width];
      for (int x = 0; x < order; x++) {
        int start = (x * order + y) * activations.cols() + from;
        for (int i = 0; i < width; i++) {
          centred[i] = activations.values()[start + i] - mean[i];
          variance[i] += centred[i] * centred[i];
        }
        for (int f = 0; f < order; f++) {
          addTimes(basis.rows().get(f, x), centred, 0, alongX, f * width);
        }
      }
    }

    private void addAlongY(int y, double[] alongX) {
      for (int f = 0; f < order; f++) {
        addTimes(basis.rows().get(f, y), alongX, 0, constantRow, f * width);
      }
      for (int f = 1; f < order; f++) {
        int k = (f + 1) / 2;
        addTimes(basis.rows().get(0, y), alongX, f * width, own, f * 3 * width);
        addTimes(basis.rows().get(2 * k - 1, y), alongX, f * width, own, (f * 3 + 1) * width);
        if (basis.hasSine(k)) {
          addTimes(basis.rows().get(2 * k, y), alongX, f * width, own, (f * 3 + 2) * width);
        }
      }
    }

    private double explained(int i, int k) {
      double sum = 0;
      for (int f : basis.rowsOf(k)) {
        sum += square(constantRow[f * width + i]);
        for (int slot = 0; slot < 3; slot++) {
          sum += square(own[(f * 3 + slot) * width + i]);
        }
      }
      return sum;
    }

    private void addTimes(double factor, double[] in, int inStart, double[] out, int outStart) {
      for (int i = 0; i < width; i++) {
        out[outStart + i] += factor * in[inStart + i];
      }
    }

    private static double square(double v) {
      return v * v;
    }
  }
}
