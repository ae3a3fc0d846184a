package groklab.engine.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Computes positions that look back at few different prefixes once for each prefix, instead of
/// once for each example.
///
/// With a causal mask a position depends on those before it alone. Of the equations `a ∘ b = c` of
/// a modular task the first tokens can only be p different ones, so in a network of several layers
/// the first positions of the first layer have p different values, not one for each example of a
/// batch; and so it goes on in the layers above. The result is a table (see [Index.Prefixed]) of
/// the rows of each class of examples with equal first positions, followed by the rows that
/// examples have of their own, of which the examples gather theirs; the simplifier moves that
/// gather on towards the outputs.
final class PrefixSharing {
  /// At most this part of the rows must be left.
  private static final double WORTHWHILE = 0.8;

  private final Graph graph;

  /// What the simplifier makes of scores.
  private final UnaryOperator<Node> simplerScores;

  /// The scores of which it has made something else.
  private final Map<Node, Node> scoresBehind = new HashMap<>();

  PrefixSharing(Graph graph, UnaryOperator<Node> simplerScores) {
    this.graph = graph;
    this.simplerScores = simplerScores;
  }

  /// The scores made simpler, and remembered for a mixture with them.
  Node scores(Node scores) {
    Node simpler = simplerScores.apply(scores);
    scoresBehind.put(simpler, scores);
    return simpler;
  }

  /// Attention of gathered queries, keys and values: `mix(softmax(scale·scores(q, k) + shift), v)`.
  private record Pattern(
      Attention shape, Node q, Node k, Node v, Op.Softmax softmax, Op.Affine affine) {
    Index queries() {
      return indexOf(q);
    }

    int visible(int query) {
      return softmax.allowed().get(query % softmax.allowed().size());
    }
  }

  private static Index indexOf(Node gathered) {
    if (gathered.op() instanceof Op.Gather(Index index)) {
      return index;
    }
    throw new IllegalArgumentException(gathered + " is not a gather");
  }

  /// The mixture `mix` with shared prefixes, if it is one of gathered rows and that saves enough of
  /// them.
  Optional<Node> share(Node mix) {
    return pattern(mix).flatMap(p -> classes(p).map(c -> shared(p, c)));
  }

  private Optional<Pattern> pattern(Node mix) {
    if (!(mix.op() instanceof Op.AttentionMix(Attention shape))
        || shape.summed()
        || !(mix.input(0).op() instanceof Op.Softmax softmax)
        || softmax.width() != shape.keys()) {
      return Optional.empty();
    }
    Node x = mix.input(0).input(0);
    Op.Affine affine = x.op() instanceof Op.Affine a ? a : new Op.Affine(1, 0);
    Node simpler = x.op() instanceof Op.Affine ? x.input(0) : x;
    Node scores = scoresBehind.getOrDefault(simpler, simpler);
    if (!scores.op().equals(new Op.AttentionScores(shape))) {
      return Optional.empty();
    }
    Pattern p = new Pattern(shape, scores.input(0), scores.input(1), mix.input(1), softmax, affine);
    boolean gathered =
        List.of(p.q(), p.k(), p.v()).stream().allMatch(n -> n.op() instanceof Op.Gather);
    return gathered ? Optional.of(p) : Optional.empty();
  }

  // --- which examples share what -----------------------------------------------------------------

  /// Examples that agree in all that their first `shared` queries see.
  private record Classes(int shared, int[] classOf, int[] first, boolean byBatch) {}

  private static Optional<Classes> classes(Pattern p) {
    Attention s = p.shape();
    List<Index> indexes = List.of(p.queries(), indexOf(p.k()), indexOf(p.v()));
    boolean byBatch = indexes.stream().anyMatch(Index::followsBatch);
    int all = byBatch ? allExamples(indexes) : s.examples();
    Optional<int[]> q = overAll(indexes.get(0), s.queries(), all, byBatch);
    Optional<int[]> k = overAll(indexes.get(1), s.keys(), all, byBatch);
    Optional<int[]> v = overAll(indexes.get(2), s.keys(), all, byBatch);
    if (q.isEmpty() || k.isEmpty() || v.isEmpty()) {
      return Optional.empty();
    }
    Classes best = null;
    double least = WORTHWHILE * s.examples() * s.queries();
    for (int shared = 1; shared < s.queries(); shared++) {
      int seen = IntStream.range(0, shared).map(p::visible).max().orElseThrow();
      Optional<Classes> found = number(shared, seen, q.get(), k.get(), v.get(), all, byBatch);
      if (found.isEmpty() || found.get().first().length >= s.examples()) {
        break; // longer prefixes differ even more
      }
      Classes c = found.get();
      int rows = c.first().length * shared + s.examples() * (s.queries() - shared);
      if (rows <= least) {
        best = c;
        least = rows;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int allExamples(List<Index> indexes) {
    for (Index i : indexes) {
      switch (i) {
        case Index.Lookup l -> {
          return l.table().size() / l.width();
        }
        case Index.Prefixed f when f.byBatch() -> {
          return f.classOf().size();
        }
        case Index other -> {
          // does not say
        }
      }
    }
    throw new IllegalArgumentException("no index follows the batch");
  }

  /// Empty if something is seen that examples have of their own.
  private static Optional<Classes> number(
      int shared, int seen, int[] q, int[] k, int[] v, int all, boolean byBatch) {
    Map<Ints, Integer> numbers = new HashMap<>();
    int[] classOf = new int[all];
    int[] first = new int[all];
    int queries = q.length / all;
    int keys = k.length / all;
    int[] key = new int[shared + 2 * seen];
    for (int n = 0; n < all; n++) {
      System.arraycopy(q, n * queries, key, 0, shared);
      System.arraycopy(k, n * keys, key, shared, seen);
      System.arraycopy(v, n * keys, key, shared + seen, seen);
      if (Arrays.stream(key).anyMatch(row -> row < 0)) {
        return Optional.empty();
      }
      Integer known = numbers.putIfAbsent(Ints.of(key), numbers.size());
      classOf[n] = known == null ? numbers.size() - 1 : known;
      if (known == null) {
        first[classOf[n]] = n;
      }
    }
    return Optional.of(new Classes(shared, classOf, Arrays.copyOf(first, numbers.size()), byBatch));
  }

  /// The rows that `index` has for each of all examples, equal where the same is read; empty if it
  /// says nothing of examples outside the batch. What examples have of their own gets negative
  /// numbers, another for each.
  private static Optional<int[]> overAll(Index index, int width, int all, boolean byBatch) {
    return switch (index) {
      case Index.Lookup l when l.width() == width && l.table().size() == all * width ->
          Optional.of(l.table().toArray());
      case Index.Lookup l -> Optional.empty();
      case Index.Periodic(Ints pattern, int n) when pattern.size() == width ->
          Optional.of(Index.resolve(new Index.Periodic(pattern, all)));
      case Index.Prefixed f
          when f.positions().size() == width
              && f.classOf().size() == all
              && f.byBatch() == byBatch ->
          Optional.of(
              IntStream.range(0, all * width)
                  .map(r -> {
                    int j = f.positions().get(r % width);
                    return j < f.shared() ? f.row(0, r / width, j) : -1 - r;
                  })
                  .toArray());
      case Index.Prefixed f -> Optional.empty();
      case Index fixed when !byBatch && fixed.length() == all * width ->
          Optional.of(Index.resolve(fixed));
      case Index fixed -> Optional.empty();
    };
  }

  // --- the smaller attention ---------------------------------------------------------------------

  private Node shared(Pattern p, Classes c) {
    Attention s = p.shape();
    int[] positions = IntStream.range(0, s.queries()).toArray();
    Index.Prefixed index =
        new Index.Prefixed(
            Ints.of(c.classOf()),
            c.first().length,
            c.shared(),
            s.queries(),
            Ints.of(positions),
            s.examples(),
            c.byBatch());
    int seen = IntStream.range(0, c.shared()).map(p::visible).max().orElseThrow();
    Attention few = new Attention(c.first().length, c.shared(), seen, s.heads(), s.headWidth());
    Node head =
        attend(
            p,
            few,
            firstOf(p.q(), s.queries(), c, c.shared()),
            firstOf(p.k(), s.keys(), c, seen),
            firstOf(p.v(), s.keys(), c, seen),
            0);
    Node rest =
        attend(
            p,
            s.withQueries(s.queries() - c.shared()),
            ownRows(p.q(), index).orElseThrow(),
            p.k(),
            p.v(),
            c.shared());
    return graph.gather(stack(head, rest), index);
  }

  /// Attention of queries from position `first` on.
  private Node attend(Pattern p, Attention s, Node q, Node k, Node v, int first) {
    int[] allowed = IntStream.range(first, first + s.queries()).map(p::visible).toArray();
    Node scores = scores(graph.attentionScores(q, k, s));
    Node scaled = graph.affine(scores, p.affine().scale(), p.affine().shift());
    return graph.attentionMix(graph.softmax(scaled, s.keys(), Ints.of(allowed)), v, s);
  }

  /// The first `count` rows of the first example of each class.
  private Node firstOf(Node gathered, int width, Classes c, int count) {
    int[] rows = overAll(indexOf(gathered), width, c.classOf().length, c.byBatch()).orElseThrow();
    int[] picked =
        Arrays.stream(c.first())
            .flatMap(n -> Arrays.stream(rows, n * width, n * width + count))
            .toArray();
    return graph.gather(gathered.input(0), new Index.Fixed(Ints.of(picked)));
  }

  /// The rows of a gather at the positions that `index` does not share.
  private Optional<Node> ownRows(Node gathered, Index.Prefixed index) {
    int[] own = IntStream.range(index.shared(), index.span()).toArray();
    return Indexes.compose(
            indexOf(gathered), new Index.Positions(index.span(), Ints.of(own), index.examples()))
        .map(i -> graph.gather(gathered.input(0), i));
  }

  /// The rows of `head`, then those of `rest`.
  private Node stack(Node head, Node rest) {
    int rows = head.rows() + rest.rows();
    Index from = new Index.Fixed(Ints.of(IntStream.range(0, head.rows()).toArray()));
    Index to = new Index.Fixed(Ints.of(IntStream.range(head.rows(), rows).toArray()));
    return graph.add(graph.scatter(head, from, rows), graph.scatter(rest, to, rows));
  }

  // --- what meets it -----------------------------------------------------------------------------

  /// The table whose rows `index` gathers into what `gathered` is: its own table if it is gathered
  /// that way already, or its rows picked anew; empty if examples of a class differ in it.
  Optional<Node> table(Node gathered, Index.Prefixed index) {
    if (indexOf(gathered).equals(index)) {
      return Optional.of(gathered.input(0));
    }
    int all = index.classOf().size();
    int width = index.span();
    if (index.positions().size() != width) {
      return Optional.empty();
    }
    Optional<int[]> found = overAll(indexOf(gathered), width, all, index.byBatch());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int[] rows = found.get();
    int[] first = new int[index.classes()];
    for (int n = all - 1; n >= 0; n--) {
      first[index.classOf().get(n)] = n;
    }
    int[] picked = new int[index.classes() * index.shared()];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = rows[first[i / index.shared()] * width + i % index.shared()];
    }
    for (int n = 0; n < all; n++) {
      for (int j = 0; j < index.shared(); j++) {
        if (rows[n * width + j] != picked[index.classOf().get(n) * index.shared() + j]
            || rows[n * width + j] < 0) {
          return Optional.empty();
        }
      }
    }
    Node head = graph.gather(gathered.input(0), new Index.Fixed(Ints.of(picked)));
    return ownRows(gathered, index).map(rest -> stack(head, rest));
  }
}
