package groklab.zoo.task;

import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.Source;
import java.util.Arrays;

/// The operations on residues modulo p: x, y, c in 0..p-1.
///
/// "Even" and "odd" mean the residue as an integer in 0..p-1. Division is division in the field: c
/// is the solution of c·y ≡ x, so p must be prime. `divide` has no equations with y = 0;
/// `divide-or-subtract` needs none left out, because 0 is even. Order of the equations: x-major, y
/// running fastest.
public enum ResidueOperation implements Operation {
  ADD("add", "x + y", "+", Source.PAPER, (x, y, p) -> x + y),
  SUBTRACT("subtract", "x - y", "-", Source.PAPER, (x, y, p) -> x - y),
  DIVIDE("divide", "x / y for y ≠ 0", "/", Source.PAPER, (x, y, p) -> x * inverse(y, p)),
  DIVIDE_OR_SUBTRACT(
      "divide-or-subtract",
      "x / y if y is odd, else x - y",
      "(x._value//y)if(y._value%2==1)else(x-y)_mod_97",
      Source.PAPER,
      (x, y, p) -> y % 2 == 1 ? x * inverse(y, p) : x - y),
  SUM_OF_SQUARES(
      "sum-of-squares", "x² + y²", "x**2+y**2_mod_97", Source.PAPER, (x, y, p) -> x * x + y * y),
  QUADRATIC(
      "quadratic",
      "x² + xy + y²",
      "x**2+y**2+x*y_mod_97",
      Source.PAPER,
      (x, y, p) -> x * x + x * y + y * y),
  QUADRATIC_PLUS_X(
      "quadratic-plus-x",
      "x² + xy + y² + x",
      "x**2+y**2+x*y+x_mod_97",
      Source.PAPER,
      (x, y, p) -> x * x + x * y + y * y + x),
  CUBIC_XY("cubic-xy", "x³ + xy", "x**3+x*y_mod_97", Source.PAPER, (x, y, p) -> x * x * x + x * y),
  CUBIC_XY2_Y(
      "cubic-xy2-y",
      "x³ + xy² + y",
      "x**3+x*y**2+y_mod_97",
      Source.PAPER,
      (x, y, p) -> x * x * x + x * y * y + y),
  MULTIPLY("multiply", "x · y", "*", Source.PAPER_TEXT, (x, y, p) -> x * y),
  SQUARE_PLUS_Y("square-plus-y", "x² + y", "**2+", Source.CODE, (x, y, p) -> x * x + y),
  CUBE_PLUS_Y("cube-plus-y", "x³ + y", "**3+", Source.CODE, (x, y, p) -> x * x * x + y),
  ADD_OR_MULTIPLY(
      "add-or-multiply",
      "x + y if x is even, else x · y",
      "+*",
      Source.CODE,
      (x, y, p) -> x % 2 == 0 ? x + y : x * y),
  ADD_OR_SUBTRACT(
      "add-or-subtract",
      "x + y if x is even, else x - y",
      "+-",
      Source.CODE,
      (x, y, p) -> x % 2 == 0 ? x + y : x - y);

  /// The rule before reduction modulo p; `long`, because a cube leaves the range of `int` from p =
  /// 1291 on.
  @FunctionalInterface
  private interface Rule {
    long apply(long x, long y, long p);
  }

  private final String specName;
  private final String formula;
  private final String referenceName;
  private final String source;
  private final Rule rule;

  ResidueOperation(
      String specName, String formula, String referenceName, String source, Rule rule) {
    this.specName = specName;
    this.formula = formula;
    this.referenceName = referenceName;
    this.source = source;
    this.rule = rule;
  }

  /// c of x ∘ y = c (mod p).
  ///
  /// @throws ArithmeticException when y has no inverse modulo p and one is asked for
  public int answer(int x, int y, int p) {
    return (int) Math.floorMod(rule.apply(x, y, p), (long) p);
  }

  @Override
  public String specName() {
    return specName;
  }

  @Override
  public String formula() {
    return formula + " (mod p)";
  }

  @Override
  public String referenceName() {
    return referenceName;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public boolean needsPrime() {
    return this == DIVIDE || this == DIVIDE_OR_SUBTRACT;
  }

  @Override
  public boolean onResidues() {
    return true;
  }

  @Override
  public int firstY() {
    return this == DIVIDE ? 1 : 0;
  }

  /// The code of openai/grok runs over quotient and divisor and computes the dividend.
  @Override
  public int[] referenceOrder(AnswerTable table) {
    if (this != DIVIDE) {
      return Operation.super.referenceOrder(table);
    }
    int[] order = new int[table.equations()];
    Arrays.setAll(
        order,
        listed -> {
          int quotient = listed / table.columns();
          int divisor = listed % table.columns() + table.firstY();
          return table.example(Math.floorMod(quotient * divisor, table.size()), divisor);
        });
    return order;
  }

  /// All equations.
  public AnswerTable table(int modulus) {
    int columns = modulus - firstY();
    int[] answers = new int[modulus * columns];
    for (int row = 0; row < answers.length; row++) {
      answers[row] = answer(row / columns, row % columns + firstY(), modulus);
    }
    return new AnswerTable(specName, true, modulus, firstY(), answers);
  }

  /// The inverse of y modulo p, by the extended Euclidean algorithm: keeps `t·y ≡ r (mod p)` until
  /// r = 1.
  private static long inverse(long y, long p) {
    long r = p;
    long nextR = y;
    long t = 0;
    long nextT = 1;
    while (nextR != 0) {
      long q = r / nextR;
      long newR = r - q * nextR;
      r = nextR;
      nextR = newR;
      long newT = t - q * nextT;
      t = nextT;
      nextT = newT;
    }
    if (r != 1) {
      throw new ArithmeticException(y + " has no inverse modulo " + p);
    }
    return t;
  }

  private static final class Source {
    static final String PAPER = "arXiv 2201.02177, appendix: one of the twelve operations";
    static final String PAPER_TEXT =
        "arXiv 2201.02177, text only; for prime p, addition mod p - 1 in disguise on the nonzero x,"
            + " y";
    static final String CODE = "openai/grok, the code of arXiv 2201.02177; not in the paper";
  }
}
