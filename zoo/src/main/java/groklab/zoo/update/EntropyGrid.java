package groklab.zoo.update;

import groklab.lab.update.Table;
import groklab.lab.update.Table.Axis;
import java.util.List;

/// The entropy that Wang-Landau sampling builds up, on bins of ln(loss), or of ln(loss) and
/// accuracy; with how often each bin was visited. Between the centres of bins it is linear, beyond
/// the outermost ones constant.
final class EntropyGrid {
  /// Half-width of a bump, in multiples of its own width.
  private static final int REACH = 4;

  private final Axis x;
  private final Axis y;
  private final Table entropy;
  private final Table visits;
  private final double[] bump;

  /// ∂S/∂x at the place of the last [#at].
  private double slopeX;

  private double slopeY;

  /// @param y one bin = no second axis
  /// @param bumpBins width of a bump, in bins
  EntropyGrid(Axis x, Axis y, double bumpBins) {
    this.x = x;
    this.y = y;
    List<Axis> axes = y.bins() == 1 ? List.of(x) : List.of(x, y);
    this.entropy = new Table("entropy", axes, new double[x.bins() * y.bins()]);
    this.visits = new Table("visits", axes, new double[x.bins() * y.bins()]);
    int reach = (int) Math.ceil(REACH * bumpBins);
    this.bump = new double[reach + 1];
    for (int i = 0; i <= reach; i++) {
      bump[i] = i == 0 ? 1 : StrictMath.exp(-0.5 * (i / bumpBins) * (i / bumpBins));
    }
  }

  List<Table> tables() {
    return List.of(entropy, visits);
  }

  boolean holds(double atX) {
    return atX >= x.from() && atX <= x.to();
  }

  /// Looks at the slopes of the entropy at a place.
  void at(double atX, double atY) {
    double u = place(x, atX);
    double v = place(y, atY);
    int i = Math.min((int) u, Math.max(0, x.bins() - 2));
    int j = Math.min((int) v, Math.max(0, y.bins() - 2));
    double right = v - j;
    double below = u - i;
    slopeX =
        isBeyond(x, atX)
            ? 0
            : ((1 - right) * rise(i, j, 1, 0)
                    + right * rise(i, Math.min(j + 1, y.bins() - 1), 1, 0))
                / x.width();
    slopeY =
        y.bins() == 1 || isBeyond(y, atY)
            ? 0
            : ((1 - below) * rise(i, j, 0, 1)
                    + below * rise(Math.min(i + 1, x.bins() - 1), j, 0, 1))
                / y.width();
  }

  double slopeX() {
    return slopeX;
  }

  double slopeY() {
    return slopeY;
  }

  private double rise(int i, int j, int di, int dj) {
    double[] s = entropy.numbers();
    return s[(i + di) * y.bins() + j + dj] - s[i * y.bins() + j];
  }

  /// In bins from the centre of the first, kept within the centres.
  private static double place(Axis axis, double at) {
    double bins = (at - axis.from()) / axis.width() - 0.5;
    return Math.clamp(bins, 0, axis.bins() - 1.0);
  }

  private static boolean isBeyond(Axis axis, double at) {
    return at < axis.centre(0) || at > axis.centre(axis.bins() - 1);
  }

  private static int bin(Axis axis, double at) {
    return Math.clamp((int) ((at - axis.from()) / axis.width()), 0, axis.bins() - 1);
  }

  /// Raises the entropy around a place by a bump of this height. What would lie beyond an end is
  /// mirrored at it: otherwise bins near the ends would grow more slowly than those within.
  void raise(double atX, double atY, double height) {
    int i = bin(x, atX);
    int j = bin(y, atY);
    double[] s = entropy.numbers();
    int reach = bump.length - 1;
    int reachY = y.bins() == 1 ? 0 : reach;
    for (int di = -reach; di <= reach; di++) {
      int row = mirrored(i + di, x.bins()) * y.bins();
      for (int dj = -reachY; dj <= reachY; dj++) {
        s[row + mirrored(j + dj, y.bins())] += height * bump[Math.abs(di)] * bump[Math.abs(dj)];
      }
    }
  }

  private static int mirrored(int bin, int bins) {
    int period = 2 * bins;
    int at = Math.floorMod(bin, period);
    return at < bins ? at : period - 1 - at;
  }

  void visit(double atX, double atY) {
    visits.numbers()[bin(x, atX) * y.bins() + bin(y, atY)]++;
  }

  /// Share of the bins that have been visited.
  double visited() {
    int seen = 0;
    for (double n : visits.numbers()) {
      seen += n > 0 ? 1 : 0;
    }
    return seen / (double) visits.numbers().length;
  }

  /// The fewest visits of a bin, as a share of the mean: 1 = flat. With two axes, of the bins that
  /// were visited at all, because not every loss goes with every accuracy; NaN before any visit.
  double flatness() {
    double sum = 0;
    double fewest = Double.POSITIVE_INFINITY;
    int counted = 0;
    for (double n : visits.numbers()) {
      if (n > 0 || y.bins() == 1) {
        sum += n;
        fewest = Math.min(fewest, n);
        counted++;
      }
    }
    return sum == 0 ? Double.NaN : fewest * counted / sum;
  }
}
