package groklab.monitor.precheck;

import java.util.Comparator;
import java.util.List;

/// What a validation accuracy is worth on these examples.
///
/// @param training rows that are trained on
/// @param validation rows that are not
/// @param classes different answers of the training rows
/// @param unknownAnswers validation rows whose answer no training row has
/// @param copies rows with the inputs of another
/// @param mirrored validation rows whose inputs occur in training in another order only
/// @param mirroredSame those of them that a draw among the most frequent answers of the reordered
///     training rows gets right, on average
/// @param rowNames inputs of symbols or whole numbers that have another value in each row
/// @param scores of each predictor that applies
/// @param trainingCeiling the most of the training rows, a share, that any function of the inputs
///     can fit; below 1 where the same inputs have several answers
/// @param ceiling the same of the validation rows
public record PrecheckResult(
    int training,
    int validation,
    int classes,
    int unknownAnswers,
    Copies copies,
    int mirrored,
    double mirroredSame,
    List<String> rowNames,
    List<Score> scores,
    double trainingCeiling,
    double ceiling) {
  /// Rows that repeat others.
  ///
  /// @param inTraining training rows whose inputs an earlier one has
  /// @param conflictsInTraining different inputs that training rows give several answers to
  /// @param across validation rows whose inputs a training row has
  /// @param conflictsAcross those of them whose answer no training row with these inputs gives
  public record Copies(int inTraining, int conflictsInTraining, int across, int conflictsAcross) {}

  public PrecheckResult {
    rowNames = List.copyOf(rowNames);
    scores = List.copyOf(scores);
  }

  /// The predictor that gets most, of equally good ones the simplest. One that was judged on a
  /// sample is it only where its whole interval lies above what the others get.
  public Score best() {
    return scores.stream().max(Comparator.comparingDouble(Score::atLeast)).orElseThrow();
  }

  /// The **learnability gap**: ceiling − accuracy of the [#best] predictor, on the validation rows,
  /// from 0 to 1; where the nearest neighbour was judged on a sample, so is the gap. It is the part
  /// of the validation accuracy that only something other than class frequencies, copies, order,
  /// one input or nearness can earn. The name and this definition are ours, made for this command;
  /// no source is known. It is no promise: random labels have nearly the whole gap and nothing to
  /// learn.
  public double learnabilityGap() {
    return Math.max(0, ceiling - best().accuracy());
  }
}
