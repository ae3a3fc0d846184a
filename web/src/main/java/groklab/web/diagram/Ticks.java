package groklab.web.diagram;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Where an axis has its numbers.
final class Ticks {
  private Ticks() {}

  /// Between two positive numbers: both, where nothing rounder lies between; else powers of ten,
  /// with 2 and 5 times them over less than three decades.
  static List<Double> logarithmic(double low, double high) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    double[] factors = high / low < 1e3 ? new double[] {1, 2, 5} : new double[] {1};
    var ticks =
        IntStream.rangeClosed(first, last)
            .boxed()
            .flatMapToDouble(power ->
                DoubleStream.of(factors)
                    .map(factor -> Double.parseDouble((int) factor + "e" + power)))
            .filter(tick -> tick >= low * 0.9999 && tick <= high * 1.0001)
            .boxed()
            .toList();
    if (ticks.size() >= 2) {
      return ticks;
    }
    return low == high ? List.of(low) : List.of(low, high);
  }
}
