package groklab.lab.task;

import groklab.lab.spec.SpecException;
import groklab.lab.spec.Suggestion;
import groklab.lab.spec.TaskSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A binary operation x ∘ y = c on a finite set, whose whole table is the data set.
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
  boolean needsPrime();

  /// The set it works on.
  TaskSpec.Algebra algebra();

  /// Number of elements of the set.
  ///
  /// @param modulus p, or the degree n of S_n
  int size(int modulus);

  /// The least y; 1 where y = 0 has no equations.
  int firstY();

  /// Number of equations.
  ///
  /// @param modulus p, or the degree n of S_n
  default int equations(int modulus) {
    return size(modulus) * (size(modulus) - firstY());
  }

  /// All equations.
  ///
  /// @param modulus p, or the degree n of S_n; within the bounds that [Tasks#check] demands
  AnswerTable table(int modulus);

  /// Every operation, in the order in which they are listed to people.
  static List<Operation> all() {
    return Stream.<Operation>concat(
            Stream.of(ResidueOperation.values()), Stream.of(PermutationOperation.values()))
        .toList();
  }

  /// The operations on one set, in the order in which they are listed to people.
  static List<Operation> of(TaskSpec.Algebra algebra) {
    return all().stream().filter(operation -> operation.algebra() == algebra).toList();
  }

  /// The operation that a spec calls by this name, if there is one.
  static Optional<Operation> find(TaskSpec.Algebra algebra, String specName) {
    return of(algebra).stream()
        .filter(operation -> operation.specName().equals(specName))
        .findFirst();
  }

  /// The operation that a spec calls by this name.
  ///
  /// @throws SpecException with the nearest name or all names, when there is none
  static Operation named(TaskSpec.Algebra algebra, String specName) {
    return find(algebra, specName).orElseThrow(() -> new SpecException(unknown(algebra, specName)));
  }

  private static String unknown(TaskSpec.Algebra algebra, String specName) {
    return switch (algebra) {
      case MODULAR ->
          find(TaskSpec.Algebra.PERMUTATIONS, specName).isPresent()
              ? ofOtherKind(specName, "permutations", "modular", "degree = 5")
              : ofNoKind(specName, "residues", algebra);
      case PERMUTATIONS ->
          find(TaskSpec.Algebra.MODULAR, specName).isPresent()
              ? ofOtherKind(specName, "modular", "permutations", "modulus = 97")
              : ofNoKind(specName, "permutations", algebra);
    };
  }

  private static String ofOtherKind(String specName, String right, String written, String size) {
    var sentence =
        "task.operation is \"%s\", which belongs to kind \"%s\", but task.kind is \"%s\";"
            + " write kind = \"%s\" and %s";
    return sentence.formatted(specName, right, written, right, size);
  }

  private static String ofNoKind(String specName, String elements, TaskSpec.Algebra algebra) {
    var names = of(algebra).stream().map(Operation::specName).toList();
    var sentence = "task.operation is \"%s\"; expected an operation on %s: %s%s";
    return sentence.formatted(
        specName, elements, String.join(", ", names), Suggestion.ending(specName, names));
  }
}
