package groklab.monitor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.RunCriterion;
import groklab.monitor.forecast.Forecast;
import groklab.monitor.log.StepUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ForecastWordsTest {
  private static final Crossing NEVER =
      new Crossing(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(1_000));

  /// Half of such runs generalise in `factor` times the time that has passed.
  private static Forecast half(double factor) {
    return new Forecast(
        100, 1_000, StrictMath.log(factor), 0.5, "these curves", List.of(), "Fitted.");
  }

  private static List<String> of(Condition condition, Optional<Forecast> forecast) {
    return of(condition, forecast, OptionalLong.empty());
  }

  private static List<String> of(
      Condition condition, Optional<Forecast> forecast, OptionalLong budget) {
    var diagnosis =
        new Diagnosis(
            Optional.empty(),
            RunCriterion.usual(new Accuracy()),
            condition,
            List.of(),
            0.5,
            NEVER,
            NEVER,
            List.of(),
            List.of(),
            Optional.empty(),
            forecast,
            Optional.empty(),
            new Standing(OptionalDouble.empty(), OptionalDouble.empty()));
    return ForecastWords.of(diagnosis, StepUnit.STEP, budget);
  }

  @Test
  void saysNothingWhereNothingIsForecast() {
    assertThat(of(Condition.MAY_GROK, Optional.empty())).isEmpty();
  }

  @Test
  void tellsTheChanceTheMiddleAndTheRangeAndThatItIsWeak() {
    List<String> words = of(Condition.MAY_GROK, Optional.of(half(9)));
    assertThat(words).hasSize(2);
    assertThat(words.getFirst())
        .isEqualTo(
            "Forecast at step 1,000, from these curves: 50 % to generalise by step 10,000. T_grok:"
                + " 10,000 in the middle, 4,000 to 28,000 with 80 %.");
    assertThat(words.getLast()).isEqualTo("This forecast is weak. Fitted.");
  }

  @Test
  void aBudgetThatHasPassedIsSaid() {
    assertThat(of(Condition.MAY_GROK, Optional.of(half(9)), OptionalLong.of(900)).getFirst())
        .contains("from these curves: step 900 has passed.");
  }

  @Test
  void saysWhichToBelieveWhereItSpeaksAgainstTheVerdict() {
    String against = "A weak forecast from these curves speaks against the verdict above: ";
    assertThat(of(Condition.ORDINARY_OVERFITTING, Optional.of(half(2))))
        .singleElement()
        .asString()
        .startsWith(against);
    assertThat(of(Condition.MAY_GROK, Optional.of(half(90))))
        .singleElement()
        .asString()
        .startsWith(against);
    assertThat(of(Condition.ORDINARY_OVERFITTING, Optional.of(half(90)))).hasSize(2);
    assertThat(of(Condition.MAY_GROK, Optional.of(half(2)))).hasSize(2);
  }
}
