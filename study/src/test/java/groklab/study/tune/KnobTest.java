package groklab.study.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.study.SampleRuns;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnobTest {
  private static final RunSpec BASE = SampleRuns.base();

  @Test
  void goesEvenlyOnALogarithmInThreeDigits() {
    Knob decay = Knob.parse("optimizer.weightDecay=0.01..100", BASE);
    assertThat(decay.at(0)).isEqualTo("0.01");
    assertThat(decay.at(0.5)).isEqualTo("1.0");
    assertThat(decay.at(0.1)).isEqualTo("0.0251");
    assertThat(decay.at(1)).isEqualTo("100.0");
  }

  @Test
  void keepsWholeNumbersWhole() {
    Knob width = Knob.parse("model.width=8..64", BASE);
    assertThat(width.at(0.5)).isEqualTo("23");
  }

  @Test
  void liesAroundWhatTheSpecHas() {
    RunSpec base =
        new SpecReader()
            .override(BASE, List.of("optimizer.weightDecay=2.0", "optimizer.learningRate=0.01"));
    assertThat(Knob.usual(base))
        .containsExactly(
            new Knob("optimizer.weightDecay", 0.125, 32, false),
            new Knob("optimizer.learningRate", 0.00125, 0.08, false));
    RunSpec none = new SpecReader().override(base, List.of("optimizer.weightDecay=0.0"));
    assertThat(Knob.usual(none).getFirst())
        .isEqualTo(new Knob("optimizer.weightDecay", 0.01, 10, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer.weightDecay",
        "optimizer.weightDecay=1",
        "optimizer.weightDecay=1..0.1",
        "optimizer.weightDecay=0..1",
        "optimizer.weightDecay=a..b",
        "optimizer.wieghtDecay=0.1..1",
        "seed=1..9",
        "budget.steps=10..100",
        "model.width=0.5..64",
        "model.activation=1..2"
      })
  void whatIsNoneIsSaid(String text) {
    assertThatThrownBy(() -> Knob.parse(text, BASE)).isInstanceOf(SpecException.class);
  }

  @Test
  void candidatesFillTheRangesEvenlyAndNeverRepeat() {
    var candidates =
        new Candidates(
            List.of(
                Knob.parse("optimizer.weightDecay=0.01..100", BASE),
                Knob.parse("optimizer.learningRate=0.001..0.1", BASE)));
    Set<List<String>> seen = new HashSet<>();
    int[][] quarters = new int[2][2];
    for (int i = 1; i <= 64; i++) {
      var settings = candidates.get(i);
      seen.add(List.copyOf(settings.values()));
      double decay = Double.parseDouble(settings.get("optimizer.weightDecay"));
      double rate = Double.parseDouble(settings.get("optimizer.learningRate"));
      quarters[decay < 1 ? 0 : 1][rate < 0.01 ? 0 : 1]++;
    }
    assertThat(seen).hasSize(64);
    for (int[] row : quarters) {
      assertThat(row[0]).isBetween(13, 19);
      assertThat(row[1]).isBetween(13, 19);
    }
    assertThat(Candidates.radicalInverse(6, 2)).isEqualTo(0.375);
    assertThat(Candidates.radicalInverse(5, 3))
        .isCloseTo(2.0 / 3 + 1.0 / 9, org.assertj.core.api.Assertions.within(1e-15));
  }
}
