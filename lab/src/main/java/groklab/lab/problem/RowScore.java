package groklab.lab.problem;

/// What one scored row of outputs says. Filled by a [Scoring] and by the loss; used again for the
/// next row. What has no meaning for the problem stays NaN.
public final class RowScore {
  /// as training counts it, without decay and penalties
  public double loss;

  /// Σ_c (p_c − onehot_c)²; of outputs that are no probabilities, of the outputs themselves
  public double brier;

  /// by how much the right answer leads; above 0 when it is given
  public double margin;

  /// probability of the right answer
  public double probability;

  /// the largest probability
  public double confidence;

  /// number of the answer given, -1 where answers have no numbers
  public int answer;

  /// whether the answer is right
  public boolean right;

  /// Forgets everything.
  public void clear() {
    loss = Double.NaN;
    brier = Double.NaN;
    margin = Double.NaN;
    probability = Double.NaN;
    confidence = Double.NaN;
    answer = -1;
    right = false;
  }
}
