package groklab.lab.problem;

import java.util.Arrays;
import java.util.Optional;

/// What is expected of N examples: something for each *scored row*, which is an example at one of
/// its scored positions; S positions make N·S rows, example-major.
///
/// The arrays inside are shared, not copied: treat them as read-only.
public sealed interface Targets {

  /// The positions of an example whose output is compared with a target, ascending: S of them.
  int[] positions();

  /// Outputs of a scored row: classes, or numbers.
  int width();

  /// N·S weights of at least 0 with which rows count in the loss; a row of weight 0 is not scored.
  /// Empty = all count alike.
  Optional<double[]> weights();

  /// Scored rows of an example, S.
  default int perExample() {
    return positions().length;
  }

  /// The rows of some examples among those of all.
  default int[] rowsOf(int... examples) {
    int scored = perExample();
    int[] rows = new int[examples.length * scored];
    Arrays.setAll(rows, r -> examples[r / scored] * scored + r % scored);
    return rows;
  }

  /// Whether a row counts.
  default boolean scored(int row) {
    return weights().isEmpty() || weights().get()[row] > 0;
  }

  /// One class for each row.
  ///
  /// @param width number of classes that the network offers
  /// @param ids N·S class numbers, each in [0, width)
  record Classes(int[] positions, int width, int[] ids, Optional<double[]> weights)
      implements Targets {

    /// The class of each row of some examples.
    public int[] idsOf(int... examples) {
      return Arrays.stream(rowsOf(examples)).map(row -> ids[row]).toArray();
    }

    /// Rows that all count alike.
    public Classes(int[] positions, int width, int[] ids) {
      this(positions, width, ids, Optional.empty());
    }
  }

  /// Real numbers for each row.
  ///
  /// @param width numbers per row
  /// @param values N·S·width numbers
  record Reals(int[] positions, int width, double[] values, Optional<double[]> weights)
      implements Targets {

    /// One row for each example, all counting alike.
    public Reals(int width, double[] values) {
      this(new int[] {0}, width, values, Optional.empty());
    }
  }
}
