package groklab.lab.phase;

import java.util.Locale;

/// A stretch of a run. The first five come in this order in a run that groks; the order of the constants is the order
/// of progress.
public enum Phase {
  /// the training set is not being fit
  CONFUSION,
  /// the training set is being fit, clearly ahead of the validation set
  MEMORISATION,
  /// the training set is fit, validation accuracy stays where it was
  PLATEAU,
  /// validation accuracy has clearly left its lowest level and is below the threshold
  TRANSITION,
  /// validation accuracy is at the threshold
  GENERALISED,
  /// validation accuracy was lost again on an unchanged, still fit training set (anti-grokking, arXiv 2506.04434)
  COLLAPSED,
  /// validation accuracy was lost after the training set was changed (ungrokking, arXiv 2309.02390)
  UN_GROKKED;

  /// The name in files and on the command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
