package groklab.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClosingSentenceTest {
  private static final OptionalLong CENSORED = OptionalLong.empty();

  @Test
  void givesTheDelayAsDifferenceAndRatio() {
    assertThat(ClosingSentence.of(OptionalLong.of(180), OptionalLong.of(9200), 10_000))
        .isEqualTo(
            "Memorised at step 180, generalised at step 9,200: a delay of 9,020 steps (51.1 times as many).");
  }

  @Test
  void callsWhatWasNotSeenCensored() {
    assertThat(ClosingSentence.of(OptionalLong.of(200), CENSORED, 1000))
        .isEqualTo(
            "Memorised at step 200, not generalised within 1,000 steps (censored): the delay is more than 800 steps"
                + " (5.0 times as many).");
    assertThat(ClosingSentence.of(CENSORED, OptionalLong.of(50), 1000))
        .isEqualTo(
            "Generalised at step 50, not memorised within 1,000 steps (censored): no delay can be given.");
    assertThat(ClosingSentence.of(CENSORED, CENSORED, 1000))
        .isEqualTo("Neither memorised nor generalised within 1,000 steps (both censored).");
  }

  @Test
  void seesNoDelayWhenValidationWasNotLater() {
    assertThat(ClosingSentence.of(OptionalLong.of(70), OptionalLong.of(70), 100))
        .isEqualTo("Memorised at step 70, generalised at step 70: no delay.");
    assertThat(ClosingSentence.of(OptionalLong.of(70), OptionalLong.of(60), 100))
        .isEqualTo("Memorised at step 70, generalised at step 60: no delay.");
  }

  @Test
  void saysNothingOfGeneralisingWhereItWasNotMeasured() {
    assertThat(ClosingSentence.withoutValidation(OptionalLong.of(1200), 5000))
        .isEqualTo(
            "Memorised at step 1,200; there were no validation examples, so nothing is known of generalising.");
    assertThat(ClosingSentence.withoutValidation(CENSORED, 5000))
        .startsWith("Not memorised within 5,000 steps (censored); there were no validation");
  }

  @Test
  void givesNoRatioToStepZero() {
    assertThat(ClosingSentence.of(OptionalLong.of(0), OptionalLong.of(1), 100))
        .isEqualTo("Memorised at step 0, generalised at step 1: a delay of 1 step.");
  }
}
