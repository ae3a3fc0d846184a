package groklab.monitor.diagnosis;

import groklab.monitor.forecast.Forecast;
import groklab.monitor.log.StepUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What a forecast says, in sentences.
public final class ForecastWords {
  private static final double HALF = 0.5;
  private static final double TENTH = 0.1;
  private static final double PERCENT = 100;

  private ForecastWords() {}

  /// @param diagnosis with or without a forecast
  /// @param unit of its steps
  /// @param budget the step up to which the chance is told; empty = ten times as long as now
  /// @return none where nothing is forecast
  public static List<String> of(Diagnosis diagnosis, StepUnit unit, OptionalLong budget) {
    if (diagnosis.forecast().isEmpty()) {
      return List.of();
    }
    Forecast forecast = diagnosis.forecast().get();
    long until = budget.orElse(forecast.usualBudget());
    if (until > forecast.now() && contradicts(diagnosis.condition(), forecast.probability(until))) {
      return List.of(
          "A weak forecast from %s speaks against the verdict above: %s. Go by the verdict, which"
                  .formatted(forecast.curves(), chance(forecast, unit, until))
              + " names what it rests on.");
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Forecast at %s %,d, from %s: %s."
                .formatted(
                    unit.one(), forecast.now(), forecast.curves(), chance(forecast, unit, until))
            + " T_grok: %s in the middle, %s to %s with 80 %%."
                .formatted(
                    step(forecast, Forecast.MEDIAN),
                    step(forecast, Forecast.LOW),
                    step(forecast, Forecast.HIGH)));
    sentences.add("This forecast is weak. " + forecast.fittedTo());
    return sentences;
  }

  /// The verdict rests on this run, the forecast on how runs of other kinds went on.
  private static boolean contradicts(Condition condition, double chance) {
    return (condition == Condition.ORDINARY_OVERFITTING && chance > HALF)
        || (condition == Condition.MAY_GROK && chance < TENTH);
  }

  private static String chance(Forecast forecast, StepUnit unit, long until) {
    return until <= forecast.now()
        ? "%s %,d has passed".formatted(unit.one(), until)
        : "%d %% to generalise by %s %,d"
            .formatted(Math.round(PERCENT * forecast.probability(until)), unit.one(), until);
  }

  private static String step(Forecast forecast, double chance) {
    OptionalLong step = forecast.step(chance);
    return step.isPresent()
        ? "%,d".formatted(step.getAsLong())
        : "beyond %,d".formatted(forecast.farthest());
  }
}
