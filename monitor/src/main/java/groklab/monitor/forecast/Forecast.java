package groklab.monitor.forecast;

import java.util.List;
import java.util.OptionalLong;

/// When a run that has memorised will generalise, as a distribution: the steps that are still
/// missing, as multiples of those taken, are log-logistic. So any budget and any quantile can be
/// asked.
///
/// @param memorised T_mem
/// @param now the step at which it is given, at least 1
/// @param location median of ln(missing steps / now)
/// @param scale of that logarithm, above 0
/// @param curves which curves it rests on, words
/// @param reasons what speaks for and against, the weightiest first; clauses
/// @param fittedTo what runs it was fitted to, and how it did on others; sentences
public record Forecast(
    long memorised,
    long now,
    double location,
    double scale,
    String curves,
    List<String> reasons,
    String fittedTo) {
  /// The chances at the ends of an 80 % interval, and in its middle.
  public static final double LOW = 0.1;

  public static final double MEDIAN = 0.5;
  public static final double HIGH = 0.9;

  /// How many times as long as now a run is given where nobody says more.
  private static final long PATIENCE = 10;

  /// How many times as long as now a statement reaches: the fitted runs had memorised at a
  /// hundredth of their budget or later.
  private static final double REACH = 100;

  public Forecast {
    reasons = List.copyOf(reasons);
  }

  /// The step up to which the chance is asked for where nobody says another: ten times as long as
  /// now.
  public long usualBudget() {
    return PATIENCE * now;
  }

  /// The chance that T_grok is at a step or before it, in [0, 1].
  public double probability(long step) {
    if (step <= now) {
      return 0;
    }
    double missing = StrictMath.log((step - now) / (double) now);
    return 1 / (1 + StrictMath.exp((location - missing) / scale));
  }

  /// The step by which the run has generalised with a given chance.
  ///
  /// @param chance in (0, 1)
  /// @return above `now`; may be infinite
  public double quantile(double chance) {
    double missing = location + scale * StrictMath.log(chance / (1 - chance));
    return now * (1 + StrictMath.exp(missing));
  }

  /// The same as a step.
  ///
  /// @return empty = more than a hundred times as long as now, for which no fitted run was watched
  public OptionalLong step(double chance) {
    double step = quantile(chance);
    return step <= REACH * now ? OptionalLong.of(Math.round(step)) : OptionalLong.empty();
  }

  /// The step beyond which no time is told, since no fitted run was watched so long.
  public long farthest() {
    return (long) (REACH * now);
  }
}
