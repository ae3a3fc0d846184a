package groklab.monitor.precheck;

import groklab.monitor.examples.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Among rows of symbols alone: for each symbol of each column a list says which training rows have
/// it, so that only rows that agree somewhere are looked at.
final class SymbolNeighbours implements Neighbours {
  /// A look at a training row anywhere costs as much as so many in their order.
  private static final int SCATTERED = 8;

  private final Examples examples;
  private final int[] training;
  private final List<Lists> columns = new ArrayList<>();
  private final Votes majority;

  /// The training rows of a column, ordered by their symbol.
  ///
  /// @param groups the symbol of each row of the examples
  /// @param starts where the rows of a symbol begin, and one more
  /// @param rows indices into the training rows
  private record Lists(Groups groups, int[] starts, int[] rows) {
    static Lists of(int column, Examples examples, int[] training) {
      Groups groups = Groups.equalIn(column, examples);
      int[] starts = new int[groups.count() + 1];
      for (int row : training) {
        starts[groups.of()[row] + 1]++;
      }
      Arrays.parallelPrefix(starts, Integer::sum);
      int[] next = starts.clone();
      int[] rows = new int[training.length];
      for (int i = 0; i < training.length; i++) {
        rows[next[groups.of()[training[i]]]++] = i;
      }
      return new Lists(groups, starts, rows);
    }

    /// Expected length of the list of a training row's symbol.
    long length() {
      double squares = 0;
      for (int i = 0; i + 1 < starts.length; i++) {
        double size = starts[i + 1] - starts[i];
        squares += size * size;
      }
      return (long) Math.ceil(squares / rows.length);
    }
  }

  SymbolNeighbours(Examples examples, int[] training) {
    this.examples = examples;
    this.training = training;
    for (int column = 0; column < examples.width(); column++) {
      columns.add(Lists.of(column, examples, training));
    }
    this.majority = new Votes(examples, new Groups(new int[examples.rows()], 1), training);
  }

  @Override
  public long work() {
    return SCATTERED * columns.stream().mapToLong(Lists::length).sum();
  }

  @Override
  public void judge(int[] rows, int from, int to, double[] right) {
    int[] agreements = new int[training.length];
    var ballot = new Ballot(examples.answers().size());
    for (int i = from; i < to; i++) {
      int most = count(rows[i], agreements);
      right[i] = most == 0 ? majority.right(rows[i]) : decided(rows[i], most, agreements, ballot);
    }
  }

  /// In how many symbols each training row agrees with a row; the most of these.
  private int count(int row, int[] agreements) {
    int most = 0;
    for (Lists each : columns) {
      int symbol = each.groups.of()[row];
      for (int i = each.starts[symbol]; i < each.starts[symbol + 1]; i++) {
        most = Math.max(most, ++agreements[each.rows[i]]);
      }
    }
    return most;
  }

  /// Takes the votes of those that agree most, and sets the counts back.
  private double decided(int row, int most, int[] agreements, Ballot ballot) {
    ballot.clear();
    for (Lists each : columns) {
      int symbol = each.groups.of()[row];
      for (int i = each.starts[symbol]; i < each.starts[symbol + 1]; i++) {
        int other = each.rows[i];
        if (agreements[other] == most) {
          ballot.add(examples.labels()[training[other]]);
        }
        agreements[other] = 0;
      }
    }
    return ballot.right(examples.labels()[row]);
  }
}
