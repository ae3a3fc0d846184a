package groklab.lab.measure.data;

import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// The examples that a probe evaluates: the union of all sets that somebody needs, each example
/// once and in ascending order, and where the examples of each set stand in it.
final class Evaluated {
  private final int[] examples;
  private final Map<ExampleSet, int[]> places = new LinkedHashMap<>();

  Evaluated(Problem data, Collection<ExampleSet> sets) {
    var union = new TreeSet<Integer>();
    for (ExampleSet set : sets) {
      Arrays.stream(data.rows(set)).forEach(union::add);
    }
    examples = union.stream().mapToInt(Integer::intValue).toArray();
    int[] placeOf = new int[data.examples()];
    for (int i = 0; i < examples.length; i++) {
      placeOf[examples[i]] = i;
    }
    for (ExampleSet set : sets) {
      places.put(set, Arrays.stream(data.rows(set)).map(example -> placeOf[example]).toArray());
    }
  }

  /// Example numbers, ascending.
  int[] examples() {
    return examples;
  }

  /// For each example of a set, in the set's order, its place among [#examples].
  int[] places(ExampleSet set) {
    return Objects.requireNonNull(places.get(set));
  }

  /// Whether a set is all of the examples, in the same order.
  boolean isWhole(ExampleSet set) {
    int[] at = places(set);
    for (int i = 0; i < at.length; i++) {
      if (at[i] != i) {
        return false;
      }
    }
    return at.length == examples.length;
  }
}
