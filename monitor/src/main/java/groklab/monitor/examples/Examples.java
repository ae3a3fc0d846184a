package groklab.monitor.examples;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Examples as numbers, those to train on and those to validate with in one matrix.
///
/// @param inputs names of the inputs, symbols first; elements of an array are called `name[0]` and
///     so on
/// @param symbols how many of the inputs are symbols; the others are numbers
/// @param whole those of the symbols that are whole numbers, and that nobody said are symbols
/// @param cells row by row, as many as there are inputs: the index of a symbol, the same in each
///     column, or a finite number
/// @param answerName the column of the answers
/// @param answers what each class is called
/// @param labels the class of each row
/// @param training which rows are trained on; the others are validated with
/// @param division how that was decided, a few words
public record Examples(
    List<String> inputs,
    int symbols,
    List<String> whole,
    double[] cells,
    String answerName,
    List<String> answers,
    int[] labels,
    BitSet training,
    String division) {
  public Examples {
    inputs = List.copyOf(inputs);
    whole = List.copyOf(whole);
    answers = List.copyOf(answers);
    training = (BitSet) training.clone();
  }

  public int rows() {
    return labels.length;
  }

  /// Columns of the matrix.
  public int width() {
    return inputs.size();
  }

  public boolean isTraining(int row) {
    return training.get(row);
  }

  /// The rows that are trained on, ascending.
  public int[] trainingRows() {
    return training.stream().toArray();
  }

  /// The rows that are validated with, ascending.
  public int[] unseenRows() {
    var unseen = new BitSet(rows());
    unseen.set(0, rows());
    unseen.andNot(training);
    return unseen.stream().toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Examples that
        && inputs.equals(that.inputs)
        && symbols == that.symbols
        && whole.equals(that.whole)
        && Arrays.equals(cells, that.cells)
        && answerName.equals(that.answerName)
        && answers.equals(that.answers)
        && Arrays.equals(labels, that.labels)
        && training.equals(that.training)
        && division.equals(that.division);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(cells) + Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return "%,d examples of %d inputs".formatted(rows(), width());
  }
}
