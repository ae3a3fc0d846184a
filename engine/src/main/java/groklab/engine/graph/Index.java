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

  /// Row (e, j) is table row `pattern[j]`, the same for each of `examples` examples (position
  /// tables).
  record Periodic(Ints pattern, int examples) implements Index {
    @Override
    public int length() {
      return pattern.size() * examples;
    }
  }

  /// Rows (e, j) are rows `(e, positions[j])` of a table of `examples` x `span` rows (the scored
  /// positions).
  record Positions(int span, Ints positions, int examples) implements Index {
    @Override
    public int length() {
      return positions.size() * examples;
    }
  }

  /// Row (e, j) is `table[batch[e]·width + j]`, where `batch` holds the example numbers of the step
  /// (minibatches). Element (n, j) of `table`, n over all examples of the data set, is known when
  /// the plan is made.
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

  /// Row (e, i), with j = `positions[i]`, of examples that share the rows of their first `shared`
  /// positions with all examples of their class: the table holds first those, for each of `classes`
  /// classes, and then what each example has of its own. So it is table row `class·shared + j` for
  /// j < shared, and else `classes·shared + e·(span − shared) + j − shared`. The class of example e
  /// is `classOf[e]`, or `classOf[batch[e]]` with `byBatch`.
  record Prefixed(
      Ints classOf,
      int classes,
      int shared,
      int span,
      Ints positions,
      int examples,
      boolean byBatch)
      implements Index {
    @Override
    public int length() {
      return positions.size() * examples;
    }

    /// Rows of the table.
    public int tableRows() {
      return classes * shared + examples * (span - shared);
    }

    /// The table row of example `e`, whose number in the data set is `number`, at position j.
    public int row(int e, int number, int j) {
      return j < shared
          ? classOf.get(number) * shared + j
          : classes * shared + e * (span - shared) + j - shared;
    }
  }

  /// Whether the rows depend on the batch, and so are known only at each step.
  static boolean followsBatch(Index index) {
    return index instanceof Lookup || (index instanceof Prefixed p && p.byBatch());
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
      case Prefixed p when !p.byBatch() -> {
        int w = p.positions().size();
        int[] out = new int[p.length()];
        for (int r = 0; r < out.length; r++) {
          out[r] = p.row(r / w, r / w, p.positions().get(r % w));
        }
        yield out;
      }
      case Prefixed p ->
          throw new IllegalArgumentException("prefixes by batch are known only at each step");
      case Lookup l ->
          throw new IllegalArgumentException("a lookup by batch is known only at each step");
    };
  }
}
