package groklab.lab.problem;

/// All equations x ∘ y = c of an operation, numbered x-major: example number =
/// x·columns + (y - firstY).
///
/// The arrays inside are shared, not copied: treat them as read-only.
///
/// @param operation its name in a spec, such as `add`
/// @param residues whether the elements are the residues modulo `size`, each by its own number
/// @param size number of elements of the set; x runs over 0..size-1
/// @param firstY y runs over firstY..size-1; 1 for `divide`, 0 for the others
/// @param answers c of every equation, an element number in [0, size)
public record AnswerTable(String operation, boolean residues, int size, int firstY, int[] answers) {

  /// What is computed, for people: "add modulo 113", "compose on 120 permutations".
  public String title() {
    return residues
        ? "%s modulo %d".formatted(operation, size)
        : "%s on %d permutations".formatted(operation, size);
  }

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
              .formatted(title(), x, y, size - 1, firstY, size - 1));
    }
    return x * columns() + y - firstY;
  }
}
