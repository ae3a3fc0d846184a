package groklab.measures.common;

import groklab.lab.measure.CostModel;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A derivation put together from functions. The constant that holds it is its identity.
///
/// @param name what it is
/// @param needed what it is computed from
/// @param operations its own work
/// @param computing makes, for a subject, what is called at each probe
public record SimpleDerivation<T>(
    String name,
    Function<Subject, List<Need>> needed,
    ToLongFunction<CostModel> operations,
    Function<Subject, Function<ProbeData, T>> computing)
    implements Derivation<T> {

  @Override
  public List<Need> needs(Subject subject) {
    return needed.apply(subject);
  }

  @Override
  public long cost(CostModel costs) {
    return operations.applyAsLong(costs);
  }

  @Override
  public Function<ProbeData, T> on(Subject subject) {
    return computing.apply(subject);
  }
}
