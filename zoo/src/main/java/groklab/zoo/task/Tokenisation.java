package groklab.zoo.task;

import java.util.List;
import java.util.stream.Stream;

/// How an equation x ∘ y = c is written as tokens. One numbering serves input tokens and classes,
/// so that element e is token `firstElement + e` and class `firstElement + e`.
///
/// - PAIR: `x y`; element e is token e.
/// - PAIR_EQUALS: `x y =`; element e is token e, `=` is token `size` (arXiv 2301.05217).
/// - OPERATION_EQUALS: `x op y =`; element e is token e, `=` is token `size`, the operator
///   `size + 1` (danielmamay/grokking).
/// - EQUATION: `<eos> x op y = c`, continued by `<eos>`, in the vocabulary that openai/grok shares
///   among all its tasks: `<eos>`, `=`, its 20 operators in code-point order, the residues, the
///   permutations in lexicographic order. That is 2 + 20 + 97 + 120 = 239 tokens at p = 97 and in
///   S_5. The rule for other sizes: the number of residues is p for a task on residues and 97
///   otherwise; the number of permutations is n! for a task on permutations and 120 otherwise.
///
/// @param kind which of the four
/// @param vocabulary number of different tokens, and of classes
/// @param firstElement token of element 0
/// @param operator token of the operator; unused by PAIR and PAIR_EQUALS
/// @param equals token of `=`; unused by PAIR
record Tokenisation(
    Equations.Tokens kind, int vocabulary, int firstElement, int operator, int equals) {

  /// Token of `<eos>` in EQUATION, at both ends.
  static final int END = 0;

  private static final int EQUALS_IN_EQUATION = 1;
  private static final int REFERENCE_MODULUS = 97;
  private static final int REFERENCE_DEGREE = 5;

  /// The operators of openai/grok in the order of their tokens: every operation, and three on
  /// lists.
  private static final List<String> REFERENCE_OPERATORS =
      Stream.concat(Operation.referenceNames().stream(), Stream.of("sort", "reverse", "copy"))
          .sorted()
          .toList();

  /// @param size of the set
  static Tokenisation of(Equations.Tokens kind, Operation operation, int size) {
    return switch (kind) {
      case PAIR -> new Tokenisation(kind, size, 0, -1, -1);
      case PAIR_EQUALS -> new Tokenisation(kind, size + 1, 0, -1, size);
      case OPERATION_EQUALS -> new Tokenisation(kind, size + 2, 0, size + 1, size);
      case EQUATION -> equation(operation, size);
    };
  }

  private static Tokenisation equation(Operation operation, int size) {
    int firstOperator = EQUALS_IN_EQUATION + 1;
    int firstResidue = firstOperator + REFERENCE_OPERATORS.size();
    int token = firstOperator + REFERENCE_OPERATORS.indexOf(operation.referenceName());
    int residues = operation.onResidues() ? size : REFERENCE_MODULUS;
    int permutations = operation.onResidues() ? Permutations.count(REFERENCE_DEGREE) : size;
    return new Tokenisation(
        Equations.Tokens.EQUATION,
        firstResidue + residues + permutations,
        operation.onResidues() ? firstResidue : firstResidue + residues,
        token,
        EQUALS_IN_EQUATION);
  }

  /// Tokens per example.
  int length() {
    return switch (kind) {
      case PAIR -> 2;
      case PAIR_EQUALS -> 3;
      case OPERATION_EQUALS -> 4;
      case EQUATION -> 6;
    };
  }

  /// Positions whose output is compared with a target, ascending: the last one; in EQUATION also
  /// the one before.
  int[] scoredPositions() {
    return switch (kind) {
      case PAIR -> new int[] {1};
      case PAIR_EQUALS -> new int[] {2};
      case OPERATION_EQUALS -> new int[] {3};
      case EQUATION -> new int[] {4, 5};
    };
  }

  /// Position of x.
  int leftPosition() {
    return switch (kind) {
      case PAIR, PAIR_EQUALS, OPERATION_EQUALS -> 0;
      case EQUATION -> 1;
    };
  }

  /// Position of y.
  int rightPosition() {
    return switch (kind) {
      case PAIR, PAIR_EQUALS -> 1;
      case OPERATION_EQUALS -> 2;
      case EQUATION -> 3;
    };
  }

  /// The input tokens of x ∘ y = c, [#length] of them. Only EQUATION shows c, behind the position
  /// that is asked for it.
  int[] tokens(int x, int y, int c) {
    int left = firstElement + x;
    int right = firstElement + y;
    return switch (kind) {
      case PAIR -> new int[] {left, right};
      case PAIR_EQUALS -> new int[] {left, right, equals};
      case OPERATION_EQUALS -> new int[] {left, operator, right, equals};
      case EQUATION -> new int[] {END, left, operator, right, equals, firstElement + c};
    };
  }

  /// The classes expected at the scored positions.
  int[] targets(int c) {
    return switch (kind) {
      case PAIR, PAIR_EQUALS, OPERATION_EQUALS -> new int[] {firstElement + c};
      case EQUATION -> new int[] {firstElement + c, END};
    };
  }
}
