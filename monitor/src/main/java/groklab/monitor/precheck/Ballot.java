package groklab.monitor.precheck;

import java.util.Arrays;

/// The answers of equally near rows.
final class Ballot {
  private final int[] votes;
  private int[] given = new int[16];
  private int size;

  Ballot(int classes) {
    this.votes = new int[classes];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      votes[given[i]] = 0;
    }
    size = 0;
  }

  void add(int label) {
    if (votes[label]++ == 0) {
      if (size == given.length) {
        given = Arrays.copyOf(given, 2 * size);
      }
      given[size++] = label;
    }
  }

  /// The probability that an answer is the one drawn from the most frequent ones.
  double right(int answer) {
    int most = 0;
    int winners = 0;
    for (int i = 0; i < size; i++) {
      int each = votes[given[i]];
      winners = each > most ? 1 : each == most ? winners + 1 : winners;
      most = Math.max(most, each);
    }
    return votes[answer] == most ? 1.0 / winners : 0;
  }
}
