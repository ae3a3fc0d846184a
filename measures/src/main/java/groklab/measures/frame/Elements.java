package groklab.measures.frame;

import groklab.lab.linear.Matrix;
import groklab.lab.task.Pairs;
import groklab.lab.task.ResidueOperation;
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
  static Optional<int[]> of(Pairs pairs) {
    Optional<int[]> named = CyclicTask.labels(pairs).map(CyclicLabels::left);
    return named.isPresent() || !(pairs.table().operation() instanceof ResidueOperation)
        ? named
        : Optional.of(IntStream.range(0, pairs.table().size()).toArray());
  }

  /// The embedding's rows of the elements, without those of "=" and other signs, in this order.
  static Optional<Matrix> embedding(Replay replay) {
    return replay
        .data()
        .pairs()
        .flatMap(pairs ->
            of(pairs)
                .flatMap(elements ->
                    replay.network().tensors().stream()
                        .filter(t -> t.name().equals("embed.W_E"))
                        .findFirst()
                        .map(replay::weight)
                        .map(all ->
                            all.rows(
                                Arrays.stream(elements)
                                    .map(e -> pairs.firstElement() + e)
                                    .toArray()))));
  }
}
