package groklab.lab.task;

import java.util.Arrays;
import java.util.stream.IntStream;

/// All equations x ∘ y = c of an operation, numbered x-major: example number = x·columns + (y -
/// firstY).
///
/// The arrays inside are shared, not copied: treat them as read-only.
///
/// @param operation the rule
/// @param modulus p, or the degree n of S_n
/// @param size number of elements of the set; x runs over 0..size-1
/// @param firstY y runs over firstY..size-1; 1 for `divide`, 0 for the others
/// @param answers c of every equation, an element number in [0, size)
public record AnswerTable(Operation operation, int modulus, int size, int firstY, int[] answers) {

  /// Number of equations.
  public int equations() {
    return answers.length;
  }

  /// Number of values that y takes.
  public int columns() {
    return size - firstY;
  }

  /// Left operand of an example.
  public int x(int example) {
    return example / columns();
  }

  /// Right operand of an example.
  public int y(int example) {
    return example % columns() + firstY;
  }

  /// Right-hand side of an example, before any label noise.
  public int answer(int example) {
    return answers[example];
  }

  /// Whether x ∘ y is defined; only a division by 0 is not.
  public boolean defined(int x, int y) {
    return x >= 0 && x < size && y >= firstY && y < size;
  }

  /// The example with these operands.
  ///
  /// @throws IllegalArgumentException when the table has no such equation, see [#defined]
  public int example(int x, int y) {
    if (!defined(x, y)) {
      throw new IllegalArgumentException(
          "the table of %s has no equation for x = %d, y = %d: expected x in 0..%d and y in %d..%d"
              .formatted(operation.specName(), x, y, size - 1, firstY, size - 1));
    }
    return x * columns() + y - firstY;
  }

  /// How many examples (x, y) have the same answer as (y, x); all of them when the operation is
  /// commutative. The pairs (x, x) count.
  public int symmetricPairs() {
    return (int) IntStream.range(0, equations()).filter(this::symmetric).count();
  }

  private boolean symmetric(int example) {
    int x = x(example);
    int y = y(example);
    return defined(y, x) && answer(example(y, x)) == answer(example);
  }

  /// How many examples have each element as their answer. The largest, divided by [#equations], is
  /// the accuracy of always giving the most frequent answer: the chance level.
  public int[] answerCounts() {
    int[] counts = new int[size];
    for (int answer : answers) {
      counts[answer]++;
    }
    return counts;
  }

  /// The examples in the order in which openai/grok lists its equations before it shuffles them: as
  /// numbered here, but for `divide`, where that code runs over quotient and divisor and computes
  /// the dividend.
  int[] referenceOrder() {
    if (operation != ResidueOperation.DIVIDE) {
      return IntStream.range(0, equations()).toArray();
    }
    int[] order = new int[equations()];
    Arrays.setAll(
        order,
        listed -> {
          int quotient = listed / columns();
          int divisor = listed % columns() + firstY;
          return example(Math.floorMod(quotient * divisor, modulus), divisor);
        });
    return order;
  }
}
