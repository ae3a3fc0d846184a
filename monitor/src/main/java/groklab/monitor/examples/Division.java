package groklab.monitor.examples;

import groklab.lab.file.RunFileException;
import groklab.monitor.log.NameWords;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/// Which examples are trained on.
public sealed interface Division {
  /// Two files: one is trained on, the other is not.
  record Files() implements Division {}

  /// A column says it, in the usual words: `train` against `val`, `test`, `dev` and the like.
  record Column(String name) implements Division {}

  /// A random share of the rows: the first ⌊share × rows⌋ of an order drawn from a seed.
  ///
  /// @param share above 0 and below 1
  record Random(double share, long seed) implements Division {
    BitSet draw(int rows) {
      int[] order = order(rows, seed);
      var training = new BitSet(rows);
      for (int i = 0; i < (int) (share * rows); i++) {
        training.set(order[i]);
      }
      return training;
    }
  }

  /// The numbers below n in an order drawn from a seed.
  static int[] order(int n, long seed) {
    int[] order = new int[n];
    var random = new SplittableRandom(seed);
    for (int i = 0; i < n; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /// What a cell of a column says.
  ///
  /// @throws RunFileException if it names no set
  static boolean isTraining(String cell, String column, String where) {
    List<String> words = NameWords.of(cell);
    boolean training = words.stream().anyMatch(NameWords::isTraining);
    boolean unseen = words.stream().anyMatch(NameWords::isValidation);
    if (training == unseen) {
      throw new RunFileException(
          ("%s has '%s' in column %s, expected the name of a set, such as train, val or test; name"
                  + " the column that says it with --split")
              .formatted(where, cell, column));
    }
    return training;
  }
}
