package groklab.engine.graph;

import java.util.Arrays;

/// An immutable row of ints with value equality.
public final class Ints {
  private final int[] values;
  private final int hash;

  private Ints(int[] values) {
    this.values = values;
    this.hash = Arrays.hashCode(values);
  }

  /// A copy of `values`.
  public static Ints of(int... values) {
    return new Ints(values.clone());
  }

  public int get(int i) {
    return values[i];
  }

  public int size() {
    return values.length;
  }

  /// A fresh array of the values.
  public int[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Ints other && hash == other.hash && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return values.length <= 8 ? Arrays.toString(values) : "[" + values.length + " ints]";
  }
}
