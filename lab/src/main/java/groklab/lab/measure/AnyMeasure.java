package groklab.lab.measure;

import java.util.List;
import java.util.Optional;

/// Whatever has a page among the measures: a [Measure] of one step, or a [Comparison] of two.
public sealed interface AnyMeasure permits Measure, Comparison {

  /// Its name, group and explanation.
  MeasurePage page();

  /// What it looks at when it is taken of `subject`, which has all of it if the measure is taken at
  /// all.
  List<Need> needs(Subject subject);

  /// Why it cannot be taken of `subject` although the subject has everything it needs, as the end
  /// of "... does not apply: ". Empty = it can.
  default Optional<String> obstacle(Subject subject) {
    return Optional.empty();
  }

  default String name() {
    return page().name();
  }
}
