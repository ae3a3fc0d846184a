package groklab.web.site;

import groklab.lab.criterion.Criterion;
import java.util.Locale;
import java.util.StringJoiner;

/// A curve a word high, over logarithms of steps: how far a set had come towards its best.
final class Sparkline {
  static final int WIDTH = 150;
  static final int HEIGHT = 28;
  private static final int POINTS = 60;

  private Sparkline() {}

  /// @param steps ascending
  /// @param values of the criterion, NaN = not measured
  /// @return the points of a polyline of SVG; empty text = nothing was measured
  static String points(Criterion criterion, long[] steps, double[] values) {
    var points = new StringJoiner(" ");
    if (steps.length == 0) {
      return "";
    }
    double end = Math.max(1e-9, Math.log1p((double) steps[steps.length - 1]));
    int lastColumn = -1;
    for (int i = 0; i < steps.length; i++) {
      double height = criterion.height(values[i]);
      double across = Math.log1p((double) steps[i]) / end;
      int column = (int) (across * POINTS);
      if (Double.isFinite(height) && (column != lastColumn || i == steps.length - 1)) {
        lastColumn = column;
        points.add(
            String.format(
                Locale.ROOT,
                "%.1f,%.1f",
                1 + across * (WIDTH - 2),
                1 + (1 - height) * (HEIGHT - 2)));
      }
    }
    return points.toString();
  }
}
