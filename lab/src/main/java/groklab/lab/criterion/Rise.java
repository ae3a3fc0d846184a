package groklab.lab.criterion;

/// One rise of the validation set from one level to another: a change for the better by more than
/// what the criterion calls clear. For a criterion whose values fall, the value falls.
///
/// All steps are steps of probes. The levels at 10 and 90 % are taken on the criterion's score, so
/// that of a loss they are shares of the decades.
///
/// @param fromStep the last probe at the lower level
/// @param toStep the first probe at the upper level
/// @param fromValue the criterion's value at `fromStep`
/// @param toValue its value at `toStep`
/// @param stepAt10 the first probe after `fromStep` with a tenth of the rise behind it
/// @param stepAt90 the first with nine tenths behind it
public record Rise(
    long fromStep, long toStep, double fromValue, double toValue, long stepAt10, long stepAt90) {

  /// Steps from 10 to 90 %.
  public long width() {
    return stepAt90 - stepAt10;
  }
}
