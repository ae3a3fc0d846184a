package groklab.zoo.task;

import groklab.lab.kind.Page;
import groklab.lab.kind.SpecException;
import groklab.lab.kind.Suggestion;
import groklab.lab.problem.AnswerTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A binary operation x ∘ y = c on a finite set, whose whole table is the problem.
///
/// The closed world is that of arXiv 2201.02177 and of its code (openai/grok), which knows five
/// operators more than the paper. Elements are numbered from 0: residues as themselves,
/// permutations by lexicographic rank.
public sealed interface Operation permits ResidueOperation, PermutationOperation {

  /// What a person writes in a spec, for example `divide`.
  String specName();

  /// The rule in the notation of the paper.
  String formula();

  /// The operator's name in openai/grok, which is also its token there; fixes the token numbers of
  /// EQUATION.
  String referenceName();

  /// Where the operation comes from.
  String source();

  /// Whether an inverse of y is taken, which exists for every y ≠ 0 only where the modulus is
  /// prime.
  default boolean needsPrime() {
    return false;
  }

  /// The least y; 1 where y = 0 has no equations.
  default int firstY() {
    return 0;
  }

  /// Where an operation on residues stands among the tokens of openai/grok; permutations stand
  /// behind all residues.
  boolean onResidues();

  /// The examples of its table in the order in which openai/grok lists its equations before it
  /// shuffles them: as they are numbered, unless an operation says otherwise.
  default int[] referenceOrder(AnswerTable table) {
    return IntStream.range(0, table.equations()).toArray();
  }

  /// Names of every operation in openai/grok.
  static List<String> referenceNames() {
    return Stream.<Operation>concat(
            Arrays.stream(ResidueOperation.values()), Arrays.stream(PermutationOperation.values()))
        .map(Operation::referenceName)
        .toList();
  }

  /// Words about the set that a task works on.
  ///
  /// @param elements what the set holds
  /// @param kind of the task
  /// @param otherKind of the task that has the other operations
  /// @param otherSize a key of that task with a value
  record Place(String elements, String kind, String otherKind, String otherSize) {}

  /// The operation that a spec calls by this name.
  ///
  /// @param others operations of the other kind of task
  /// @throws SpecException with the nearest name or all names, when there is none
  static <O extends Operation> O named(
      O[] operations, String specName, Operation[] others, Place place) {
    return Arrays.stream(operations)
        .filter(operation -> operation.specName().equals(specName))
        .findFirst()
        .orElseThrow(() ->
            new SpecException(
                names(others).contains(specName)
                    ? ofOtherKind(specName, place)
                    : ofNoKind(specName, names(operations), place)));
  }

  private static List<String> names(Operation[] operations) {
    return Arrays.stream(operations).map(Operation::specName).toList();
  }

  private static String ofOtherKind(String specName, Place place) {
    return ("task.operation is \"%s\", which belongs to kind \"%s\", but task.kind is \"%s\";"
            + " write kind = \"%s\" and %s")
        .formatted(specName, place.otherKind(), place.kind(), place.otherKind(), place.otherSize());
  }

  private static String ofNoKind(String specName, List<String> names, Place place) {
    return "task.operation is \"%s\"; expected an operation on %s: %s%s"
        .formatted(
            specName,
            place.elements(),
            String.join(", ", names),
            Suggestion.ending(specName, names));
  }

  /// A page for each operation.
  ///
  /// @param kind of the task
  /// @param size the key that says how large its set is
  static List<Page> pages(Operation[] operations, String kind, String size) {
    return Arrays.stream(operations).map(operation -> page(operation, kind, size)).toList();
  }

  private static Page page(Operation operation, String kind, String size) {
    String inASpec =
        "`task.kind = \"%s\"`, `task.operation = \"%s\"`, `task.%s`%s"
            .formatted(
                kind, operation.specName(), size, operation.needsPrime() ? " (a prime)" : "");
    return new Page(
        operation.specName(),
        operation.formula(),
        "- **Source**: %s.\n- **In a spec**: %s.\n".formatted(operation.source(), inASpec));
  }
}
