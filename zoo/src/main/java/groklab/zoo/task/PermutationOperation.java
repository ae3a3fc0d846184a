package groklab.zoo.task;

import static groklab.zoo.task.Permutations.inverse;
import static groklab.zoo.task.Permutations.then;

import groklab.lab.problem.AnswerTable;
import java.util.function.BinaryOperator;

/// The operations on the symmetric group S_n. Products apply the LEFT factor first: (a·b)(i) =
/// b(a(i)), the order of openai/grok and, for conjugation and a·b·a, of the library used there.
public enum PermutationOperation implements Operation {
  COMPOSE("compose", "a · b", "s5", (a, b) -> then(a, b)),
  CONJUGATE("conjugate", "a · b · a⁻¹", "s5conj", (a, b) -> then(then(a, b), inverse(a))),
  ABA("aba", "a · b · a", "s5aba", (a, b) -> then(then(a, b), a));

  private final String specName;
  private final String formula;
  private final String referenceName;
  private final BinaryOperator<int[]> rule;

  PermutationOperation(
      String specName, String formula, String referenceName, BinaryOperator<int[]> rule) {
    this.specName = specName;
    this.formula = formula;
    this.referenceName = referenceName;
    this.rule = rule;
  }

  @Override
  public String specName() {
    return specName;
  }

  @Override
  public String formula() {
    return formula + " in S_n, left factor applied first";
  }

  @Override
  public String referenceName() {
    return referenceName;
  }

  @Override
  public String source() {
    return "arXiv 2201.02177, appendix: one of the twelve operations";
  }

  @Override
  public boolean onResidues() {
    return false;
  }

  /// All equations.
  public AnswerTable table(int degree) {
    int[][] elements = Permutations.inOrder(degree);
    int size = elements.length;
    int[] answers = new int[size * size];
    for (int row = 0; row < answers.length; row++) {
      answers[row] = Permutations.rank(rule.apply(elements[row / size], elements[row % size]));
    }
    return new AnswerTable(specName, false, size, firstY(), answers);
  }
}
