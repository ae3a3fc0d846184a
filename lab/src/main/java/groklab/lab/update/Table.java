package groklab.lab.update;

import java.util.List;

/// Numbers that a part keeps between steps which are not one for each weight: a histogram, the
/// parameters of a learned transform. A checkpoint holds them in float64.
///
/// @param name within the part
/// @param axes what the numbers are indexed by, the last one running fastest; empty = a plain list
/// @param numbers the live array: what a checkpoint saves, and what loading one overwrites
public record Table(String name, List<Axis> axes, double[] numbers) {

  /// Bins of equal width.
  ///
  /// @param name of the quantity
  /// @param from lower end of the first bin
  /// @param to upper end of the last
  public record Axis(String name, double from, double to, int bins) {
    public double width() {
      return (to - from) / bins;
    }

    public double centre(int bin) {
      return from + (bin + 0.5) * width();
    }
  }

  public Table {
    axes = List.copyOf(axes);
    int wanted = axes.stream().mapToInt(Axis::bins).reduce(1, Math::multiplyExact);
    if (!axes.isEmpty() && wanted != numbers.length) {
      throw new IllegalArgumentException(
          "%s has %d numbers for %d bins".formatted(name, numbers.length, wanted));
    }
  }

  /// A plain list of numbers.
  public static Table list(String name, double[] numbers) {
    return new Table(name, List.of(), numbers);
  }
}
