package groklab.monitor.precheck;

import groklab.study.statistics.Interval;
import groklab.study.statistics.Share;
import java.util.Optional;

/// How many validation rows a predictor that knows no rule gets right.
///
/// @param predictor which one
/// @param covered rows to which it applies; elsewhere it says the most frequent answer
/// @param right rows that it gets right on average over its draws among equally good answers,
///     of those it was judged on
/// @param judged how many it was judged on
/// @param isSampled whether these are only part of the validation rows
/// @param detail what it rests on, a few words; may be empty
public record Score(
    Predictor predictor, int covered, double right, int judged, boolean isSampled, String detail) {
  /// Share of the judged rows, from 0 to 1.
  public double accuracy() {
    return right / judged;
  }

  /// The accuracy, or the lower end of its interval.
  double atLeast() {
    return interval().map(Interval::low).orElse(accuracy());
  }

  /// Where the share of all validation rows lies, 95 %, after Wilson, hits rounded to whole ones;
  /// empty where all of them were judged.
  public Optional<Interval> interval() {
    return isSampled
        ? Optional.of(new Share((int) Math.rint(right), judged).interval())
        : Optional.empty();
  }
}
