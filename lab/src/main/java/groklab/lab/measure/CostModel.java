package groklab.lab.measure;

/// What a measure may ask when it says what it costs, in [Operations].
public interface CostModel {
  Subject subject();

  /// Operations to meet a need once.
  long of(Need need);
}
