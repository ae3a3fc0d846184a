package groklab.monitor.precheck;

import groklab.monitor.examples.Examples;
import java.util.Arrays;

/// What the training rows of each group say: its most frequent answers.
final class Votes {
  private final Examples examples;
  private final Groups groups;
  private final long[] sorted;
  private final int[] most;
  private final int[] winners;

  /// @param rows that vote
  Votes(Examples examples, Groups groups, int[] rows) {
    this.examples = examples;
    this.groups = groups;
    this.sorted = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      sorted[i] = key(rows[i]);
    }
    Arrays.sort(sorted);
    this.most = new int[groups.count()];
    this.winners = new int[groups.count()];
    int start = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[start]) {
        int group = (int) (sorted[start] >>> 32);
        int votes = i - start;
        winners[group] = votes == most[group] ? winners[group] + 1 : winners[group];
        if (votes > most[group]) {
          most[group] = votes;
          winners[group] = 1;
        }
        start = i;
      }
    }
  }

  private long key(int row) {
    return ((long) groups.of()[row] << 32) | examples.labels()[row];
  }

  /// Whether anybody voted in the group of a row.
  boolean cover(int row) {
    return most[groups.of()[row]] > 0;
  }

  /// Whether anybody in the group of a row voted for its answer.
  boolean names(int row) {
    return votes(key(row)) > 0;
  }

  /// The probability that the answer of a row is the one drawn from the most frequent ones of its
  /// group; 0 where nobody voted.
  double right(int row) {
    int group = groups.of()[row];
    return most[group] > 0 && votes(key(row)) == most[group] ? 1.0 / winners[group] : 0;
  }

  private int votes(long key) {
    return lower(key + 1) - lower(key);
  }

  /// How many votes are below a key.
  private int lower(long key) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The most of its own voters that one answer for each group satisfies.
  long satisfied() {
    return Arrays.stream(most).asLongStream().sum();
  }

  /// Groups whose voters do not agree.
  int conflicts() {
    int conflicts = 0;
    int start = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] >>> 32 != sorted[start] >>> 32) {
        conflicts += sorted[start] == sorted[i - 1] ? 0 : 1;
        start = i;
      }
    }
    return conflicts;
  }

  /// Groups with voters.
  int voted() {
    int voted = 0;
    for (int each : most) {
      voted += each > 0 ? 1 : 0;
    }
    return voted;
  }
}
