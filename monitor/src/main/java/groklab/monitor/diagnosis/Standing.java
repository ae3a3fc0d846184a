package groklab.monitor.diagnosis;

import groklab.lab.criterion.Criterion;
import java.util.OptionalDouble;

/// Where the two sets stand at the end of a log, as values of the run's criterion.
///
/// @param train the last value that was logged; empty = none was
/// @param validation likewise
public record Standing(OptionalDouble train, OptionalDouble validation) {
  /// A clause for people.
  String words(Criterion criterion) {
    return "training set %s, validation set %s"
        .formatted(number(criterion, train), number(criterion, validation));
  }

  private static String number(Criterion criterion, OptionalDouble value) {
    return value.isPresent() ? criterion.number(value.getAsDouble()) : "not known";
  }
}
