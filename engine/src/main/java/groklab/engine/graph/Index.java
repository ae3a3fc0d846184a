package groklab.engine.graph;

/// Which row of a table each row of a result is (or which class each row should be).
public sealed interface Index {

  /// Number of rows selected.
  int length();

  /// Row r is table row `rows[r]`, known when the plan is made.
  record Fixed(Ints rows) implements Index {
    @Override
    public int length() {
      return rows.size();
    }
  }

  /// Row (e, j) is table row `pattern[j]`, the same for each of `examples` examples (position tables).
  record Periodic(Ints pattern, int examples) implements Index {
    @Override
    public int length() {
      return pattern.size() * examples;
    }
  }

  /// Rows (e, j) are rows `(e, positions[j])` of a table of `examples` x `span` rows (the scored positions).
  record Positions(int span, Ints positions, int examples) implements Index {
    @Override
    public int length() {
      return positions.size() * examples;
    }
  }

  /// Row (e, j) is `table[batch[e]·width + j]`, where `batch` holds the example numbers of the step (minibatches).
  /// Element (n, j) of `table`, n over all examples of the data set, is known when the plan is made.
  record Lookup(Ints table, int width, int examples) implements Index {
    public Lookup {
      if (table.size() % width != 0) {
        throw new IllegalArgumentException(
            "table of " + table.size() + " is not a multiple of width " + width);
      }
    }

    @Override
    public int length() {
      return width * examples;
    }
  }

  /// The rows as an array, for the kinds that are known when the plan is made.
  static int[] resolve(Index index) {
    return switch (index) {
      case Fixed(Ints rows) -> rows.toArray();
      case Periodic(Ints pattern, int examples) -> {
        int w = pattern.size();
        int[] out = new int[w * examples];
        for (int r = 0; r < out.length; r++) {
          out[r] = pattern.get(r % w);
        }
        yield out;
      }
      case Positions(int span, Ints positions, int examples) -> {
        int w = positions.size();
        int[] out = new int[w * examples];
        for (int r = 0; r < out.length; r++) {
          out[r] = r / w * span + positions.get(r % w);
        }
        yield out;
      }
      case Lookup l ->
          throw new IllegalArgumentException("a lookup by batch is known only at each step");
    };
  }
}
