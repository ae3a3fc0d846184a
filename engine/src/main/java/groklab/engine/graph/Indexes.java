package groklab.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Arithmetic of row indexes: one after the other, and several side by side.
final class Indexes {
  private Indexes() {}

  /// The index of gather(gather(T, inner), outer) on T; empty where there is none before the batch
  /// is known.
  static Optional<Index> compose(Index inner, Index outer) {
    if (outer instanceof Index.Positions p) {
      return select(inner, p);
    }
    if (Index.followsBatch(inner)) {
      return Optional.empty();
    }
    int[] first = Index.resolve(inner);
    return switch (outer) {
      case Index.Lookup(Ints table, int width, int examples) ->
          Optional.of(new Index.Lookup(Ints.of(through(first, table.toArray())), width, examples));
      case Index.Prefixed p when p.byBatch() -> Optional.empty();
      case Index other ->
          Optional.of(new Index.Fixed(Ints.of(through(first, Index.resolve(other)))));
    };
  }

  /// The rows `p` of an index.
  private static Optional<Index> select(Index inner, Index.Positions p) {
    Ints positions = p.positions();
    return switch (inner) {
      case Index.Lookup(Ints table, int width, int n) when width == p.span() && n == p.examples() ->
          Optional.of(new Index.Lookup(columns(table, width, positions), positions.size(), n));
      case Index.Periodic(Ints pattern, int n)
          when pattern.size() == p.span() && n == p.examples() ->
          Optional.of(new Index.Periodic(columns(pattern, p.span(), positions), n));
      case Index.Prefixed f when f.positions().size() == p.span() && f.examples() == p.examples() ->
          Optional.of(select(f, columns(f.positions(), p.span(), positions)));
      case Index other when !Index.followsBatch(other) ->
          Optional.of(new Index.Fixed(Ints.of(through(Index.resolve(other), Index.resolve(p)))));
      case Index byBatch -> Optional.empty();
    };
  }

  /// Positions that are each example's own are the same rows in every batch.
  private static Index select(Index.Prefixed f, Ints positions) {
    Index.Prefixed selected =
        new Index.Prefixed(
            f.classOf(), f.classes(), f.shared(), f.span(), positions, f.examples(), f.byBatch());
    if (Arrays.stream(positions.toArray()).anyMatch(j -> j < f.shared())) {
      return selected;
    }
    int w = positions.size();
    int[] rows = new int[selected.length()];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = f.row(r / w, 0, positions.get(r % w));
    }
    return new Index.Fixed(Ints.of(rows));
  }

  private static int[] through(int[] inner, int[] outer) {
    return Arrays.stream(outer).map(r -> inner[r]).toArray();
  }

  private static Ints columns(Ints table, int width, Ints positions) {
    int w = positions.size();
    int[] out = new int[table.size() / width * w];
    for (int i = 0; i < out.length; i++) {
      out[i] = table.get(i / w * width + positions.get(i % w));
    }
    return Ints.of(out);
  }

  /// The index with its groups of `width` rows repeated `times` times in a row, and each row of
  /// them `each` times in a row: row (e, i, t) of the result is row (e, t) for each = 1, and row
  /// (e, i) for times = 1.
  static Index repeated(Index index, int width, int times, int each) {
    return switch (index) {
      case Index.Lookup(Ints table, int w, int examples) ->
          new Index.Lookup(
              Ints.of(repeated(table.toArray(), width, times, each)), w * times * each, examples);
      case Index.Periodic(Ints pattern, int examples) when pattern.size() % width == 0 ->
          new Index.Periodic(Ints.of(repeated(pattern.toArray(), width, times, each)), examples);
      case Index other ->
          new Index.Fixed(Ints.of(repeated(Index.resolve(other), width, times, each)));
    };
  }

  private static int[] repeated(int[] rows, int width, int times, int each) {
    int[] out = new int[rows.length * times * each];
    for (int i = 0; i < out.length; i++) {
      int group = i / (width * times * each);
      int within = i / each % width;
      out[i] = rows[group * width + within];
    }
    return out;
  }

  /// Several indexes of equal length, seen as one index into their distinct combinations.
  ///
  /// @param rows for each index, its row in each distinct combination
  /// @param index which combination each row is
  record Joint(List<Ints> rows, Index index) {
    int distinct() {
      return rows.getFirst().size();
    }
  }

  /// The joint index, or nothing where a minibatch lookup meets an index that it cannot be combined
  /// with.
  static Optional<Joint> join(List<Index> indexes) {
    int width = 0;
    int examples = 0;
    int all = 0;
    for (Index i : indexes) {
      if (i instanceof Index.Lookup l) {
        width = l.width();
        examples = l.examples();
        all = l.table().size() / l.width();
      }
    }
    List<int[]> values = new ArrayList<>();
    for (Index i : indexes) {
      int[] v = width == 0 ? Index.resolve(i) : overAllExamples(i, width, all);
      if (v.length == 0) {
        return Optional.empty();
      }
      values.add(v);
    }
    return Optional.of(number(values, width, examples));
  }

  /// The values an index takes for every example of the data set, so that it can stand beside a
  /// lookup; empty if it has no such form.
  private static int[] overAllExamples(Index index, int width, int all) {
    return switch (index) {
      case Index.Lookup l when l.width() == width -> l.table().toArray();
      case Index.Periodic(Ints pattern, int n) when pattern.size() == width ->
          Index.resolve(new Index.Periodic(pattern, all));
      case Index other -> new int[0];
    };
  }

  private static Joint number(List<int[]> values, int width, int examples) {
    int n = values.getFirst().length;
    Map<Ints, Integer> numbers = new HashMap<>();
    List<Ints> distinct = new ArrayList<>();
    int[] which = new int[n];
    for (int r = 0; r < n; r++) {
      int[] key = new int[values.size()];
      for (int i = 0; i < key.length; i++) {
        key[i] = values.get(i)[r];
      }
      Ints k = Ints.of(key);
      Integer number = numbers.get(k);
      if (number == null) {
        number = distinct.size();
        numbers.put(k, number);
        distinct.add(k);
      }
      which[r] = number;
    }
    List<Ints> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      int column = i;
      rows.add(Ints.of(distinct.stream().mapToInt(k -> k.get(column)).toArray()));
    }
    Index index =
        width == 0
            ? new Index.Fixed(Ints.of(which))
            : new Index.Lookup(Ints.of(which), width, examples);
    return new Joint(rows, index);
  }
}
