package groklab.monitor.precheck;

/// Predictors that need no rule, from what knows least to what knows most.
public enum Predictor {
  /// draws one of the classes of the training rows, each as often: 1/classes where all answers
  /// occur there
  CHANCE("chance"),
  /// always says the most frequent answer of the training rows
  MAJORITY("majority"),
  /// knows the training rows by heart: the most frequent answer of the same inputs
  LOOK_UP("look-up"),
  /// the same, and where the same inputs do not occur, the answer of the same inputs in another
  /// order
  MIRRORED("mirrored"),
  /// the most frequent answer of one input's value, of that input with which it gets most training
  /// rows right (the rule 1R of Holte, 1993, for symbols)
  ONE_INPUT("one input"),
  /// the answer of the nearest training row
  NEAREST("nearest neighbour");

  private final String label;

  Predictor(String label) {
    this.label = label;
  }

  /// What it is called in text and JSON.
  public String label() {
    return label;
  }
}
