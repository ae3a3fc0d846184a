package groklab.lab.measure;

import groklab.lab.task.Dataset;
import java.util.Locale;
import java.util.stream.IntStream;

/// A set of examples that measures look at.
public enum ExampleSet {
  /// in split order
  TRAIN,
  /// in split order; may be empty
  VALIDATION,
  /// every example of the data set in ascending order: for pairs the whole answer table, row by row
  TABLE;

  /// Prefix of the recorded names, `train` or `validation`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Its example numbers; the array of the data set itself for the first two.
  public int[] rows(Dataset data) {
    return switch (this) {
      case TRAIN -> data.trainRows();
      case VALIDATION -> data.validationRows();
      case TABLE -> IntStream.range(0, data.examples()).toArray();
    };
  }
}
