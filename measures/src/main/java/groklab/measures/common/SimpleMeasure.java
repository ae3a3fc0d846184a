package groklab.measures.common;

import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A measure put together from functions.
///
/// @param page its explanation
/// @param needed what it looks at
/// @param hindrance why it does not apply; empty = it does
/// @param operations its own work
/// @param gauges makes its gauge for a subject
public record SimpleMeasure(
    MeasurePage page,
    Function<Subject, List<Need>> needed,
    Function<Subject, Optional<String>> hindrance,
    ToLongFunction<CostModel> operations,
    Function<Subject, Measure.Gauge> gauges)
    implements Measure {

  @Override
  public List<Need> needs(Subject subject) {
    return needed.apply(subject);
  }

  @Override
  public Optional<String> obstacle(Subject subject) {
    return hindrance.apply(subject);
  }

  @Override
  public long cost(CostModel costs) {
    return operations.applyAsLong(costs);
  }

  @Override
  public Gauge on(Subject subject) {
    return gauges.apply(subject);
  }
}
