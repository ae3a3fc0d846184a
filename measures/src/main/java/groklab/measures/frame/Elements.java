package groklab.measures.frame;

import groklab.lab.linear.Matrix;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.lab.train.Replay;
import groklab.measures.common.cyclic.CyclicLabels;
import groklab.measures.common.cyclic.CyclicTask;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// The elements of a task in the order in which it is an addition, and their embedding.
final class Elements {
  private Elements() {}

  /// As numbered, or for multiplication and division those other than 0 by their discrete
  /// logarithm. Other tasks on residues are looked at as numbered; on permutations such waves mean
  /// nothing.
  static Optional<int[]> of(Problem problem, Pairs pairs) {
    Optional<int[]> named = CyclicTask.labels(problem).map(CyclicLabels::left);
    return named.isPresent() || !pairs.table().residues()
        ? named
        : Optional.of(IntStream.range(0, pairs.table().size()).toArray());
  }

  /// The embedding's rows of the elements, without those of "=" and other signs, in this order.
  static Optional<Matrix> embedding(Replay replay) {
    Optional<Pairs> pairs = replay.data().facet(Pairs.class);
    return pairs
        .flatMap(known -> of(replay.data(), known))
        .flatMap(elements -> {
          int first = pairs.orElseThrow().firstElement();
          int[] tokens = Arrays.stream(elements).map(element -> first + element).toArray();
          var anatomy = replay.network().anatomy();
          return anatomy
              .embedding()
              .map(embedding -> replay.weight(anatomy.parameter(embedding.table())).rows(tokens));
        });
  }
}
