package groklab.measures.frame;

import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import java.util.Optional;
import java.util.stream.IntStream;

/// The answer table of a run, which does not change along it.
///
/// @param size number of elements
/// @param columns of the table
/// @param firstY the right operand of column 0
/// @param operation as in a spec
/// @param split one byte for each example: 1 = trained on, 2 = validation
/// @param answers the right class of each example, also where a wrong one is taught
public record TableShape(
    int size, int columns, int firstY, String operation, byte[] split, int[] answers) {

  /// Empty where the examples are not pairs of a table.
  public static Optional<TableShape> of(Problem data) {
    return data.facet(Pairs.class)
        .map(pairs -> {
          byte[] split = new byte[data.examples()];
          for (int e : data.trainRows()) {
            split[e] = 1;
          }
          for (int e : data.validationRows()) {
            split[e] = 2;
          }
          var table = pairs.table();
          return new TableShape(
              table.size(),
              table.columns(),
              table.firstY(),
              table.operation(),
              split,
              IntStream.range(0, data.examples()).map(pairs::answerClass).toArray());
        });
  }

  /// Whether the tables of two data sets have the same cells; two data sets without a table have.
  public static boolean same(Problem a, Problem b) {
    Optional<TableShape> ours = of(a);
    Optional<TableShape> theirs = of(b);
    return ours.isPresent() == theirs.isPresent()
        && ours.stream()
            .allMatch(one ->
                theirs.stream()
                    .allMatch(other ->
                        one.size == other.size
                            && one.columns == other.columns
                            && one.firstY == other.firstY));
  }
}
