package groklab.lab.phase;

import java.util.Locale;

/// A stretch of a run. The order of the constants is the order of progress; a run that groks goes
/// through confusion, memorisation, plateau, transition and generalised. What overlaps phases is a
/// [Sighting].
public enum Phase {
  /// neither accuracies nor losses tell: weights only, or unseen data alone and no success on them
  /// yet
  UNDETERMINED,
  /// the training set is not being fit
  CONFUSION,
  /// the training set is being fit, clearly ahead of the validation set, or there is none to
  /// compare with
  MEMORISATION,
  /// the training set is fit, validation stays where it was
  PLATEAU,
  /// validation shows what was learned, without a plateau before it: not grokking
  COMPREHENSION,
  /// validation has clearly left the plateau's level and is below the threshold
  TRANSITION,
  /// validation is at the threshold
  GENERALISED,
  /// validation was lost again on an unchanged, still fit training set (anti-grokking, arXiv
  /// 2506.04434)
  COLLAPSED,
  /// validation was lost after the training set was changed (ungrokking, arXiv 2309.02390)
  UN_GROKKED,
  /// after generalising the training set is no longer fit either, as when a slingshot throws a
  /// network off; it lasts until validation is back
  LOST;

  /// The name in files and on the command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
