package groklab.engine.graph;

import java.util.Arrays;

/// An immutable row of doubles with value equality.
public final class Doubles {
  private final double[] values;
  private final int hash;

  private Doubles(double[] values) {
    this.values = values;
    this.hash = Arrays.hashCode(values);
  }

  /// A copy of `values`.
  public static Doubles of(double... values) {
    return new Doubles(values.clone());
  }

  public double get(int i) {
    return values[i];
  }

  public int size() {
    return values.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Doubles other && hash == other.hash && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return values.length <= 8 ? Arrays.toString(values) : "[" + values.length + " doubles]";
  }
}
