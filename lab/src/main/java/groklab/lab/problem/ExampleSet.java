package groklab.lab.problem;

/// The name of a set of examples: `train`, `validation`, `ood`, `train.clean`, ... Which examples
/// it holds is the problem's business, see [Problem#rows]. It is the prefix of recorded names.
public record ExampleSet(String label) {
  /// What is trained on, in split order.
  public static final ExampleSet TRAIN = new ExampleSet("train");

  /// What is never trained on, in split order; a problem may have none.
  public static final ExampleSet VALIDATION = new ExampleSet("validation");

  /// Training examples that a stage of the optimiser keeps for itself; most problems have none.
  public static final ExampleSet HELD_OUT = new ExampleSet("heldOut");

  /// Every example in ascending order: of pairs the whole answer table, row by row.
  public static final ExampleSet TABLE = new ExampleSet("table");

  public ExampleSet {
    if (!label.matches("[a-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)*")) {
      throw new IllegalArgumentException(
          ("a set of examples is called \"%s\"; expected letters and digits, parts joined by"
                  + " dots, such as train.clean")
              .formatted(label));
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
