package groklab.study.court;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.criterion.Crossing;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.study.court.Court.Judged;
import groklab.study.court.CourtSpec.Family;
import groklab.study.court.CourtSpec.Method;
import groklab.study.sweep.Outcome;
import groklab.study.tune.Tuned;
import groklab.study.tune.Tuned.Settled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// A control that generalises at 1,000 as published and at 400 tuned, on both seeds.
class CourtTableTest {
  private static final Family FAMILY = new Family("small", "base", List.of());
  private static final Method CONTROL = new Method("control", "", List.of(), List.of());
  private static final Method OTHER = new Method("other", "", List.of(), List.of());
  private static final String PLAIN = "name = \"plain\"\n[budget]\nsteps = 2000";
  private static final CourtSpec COURT =
      new CourtSpec("court", List.of(0L, 1L), 1, List.of(FAMILY), List.of(CONTROL, OTHER));

  /// T_grok of each seed; 0 = not within 2,000 steps.
  private static Settled settled(long... times) {
    List<Outcome> runs = new ArrayList<>();
    for (long time : times) {
      OptionalLong at = time == 0 ? OptionalLong.empty() : OptionalLong.of(time);
      Crossing generalised = new Crossing(at, at, OptionalLong.of(2_000));
      Crossing memorised = new Crossing(OptionalLong.of(10), OptionalLong.of(10), at);
      runs.add(
          new Outcome(
              "id" + runs.size(),
              new LinkedHashMap<>(),
              runs.size(),
              Optional.empty(),
              memorised,
              generalised,
              2_000,
              Optional.empty()));
    }
    var settings = new LinkedHashMap<String, String>();
    settings.put("optimizer.weightDecay", "2.0");
    return new Settled(settings, runs);
  }

  private static Judged judged(Method method, Settled own, Settled best, String spec) {
    RunSpec base = new SpecReader().parse(spec);
    return new Judged(FAMILY, method, base, new Tuned(own, best, List.of(), List.of()));
  }

  private static CourtTable table(double cost, long... times) {
    RunSpec plain = new SpecReader().parse(PLAIN);
    List<Judged> all =
        List.of(
            judged(CONTROL, settled(1_000, 1_000), settled(400, 400), PLAIN),
            judged(
                OTHER, settled(0, 0), settled(times), "name = \"other\"\n[budget]\nsteps = 2000"));
    return CourtTable.of(COURT, all, spec -> spec.equals(plain) ? 0.5 : 0.5 * cost);
  }

  @Test
  void aMethodPaysForItsSteps() {
    CourtTable.Row row = table(2, 100, 100).rows().getLast();
    assertThat(row.stepCost()).isEqualTo(2);
    assertThat(row.overTuned().mean()).isCloseTo(2, within(1e-12));
    assertThat(row.overPublished().mean()).isCloseTo(5, within(1e-12));
    assertThat(row.reached()).isEqualTo(2);
    assertThat(row.harmed()).isZero();
    assertThat(row.settings()).isEqualTo("weightDecay 2.0");
    assertThat(row.published().orElseThrow().censored()).isTrue();
  }

  @Test
  void theControlIsNoFasterThanItselfTuned() {
    CourtTable.Row row = table(2, 100, 100).rows().getFirst();
    assertThat(row.overTuned().mean()).isEqualTo(1);
    assertThat(row.overPublished().mean()).isCloseTo(2.5, within(1e-12));
  }

  @Test
  void aRunThatDoesNotComeToItIsHarmAndABound() {
    CourtTable.Row row = table(1, 100, 0).rows().getLast();
    assertThat(row.harmed()).isEqualTo(1);
    assertThat(row.reached()).isEqualTo(1);
    assertThat(row.overTuned().atMost()).isTrue();
    assertThat(row.overTuned().mean()).isCloseTo(Math.sqrt(4.0 * 400 / 2_000), within(1e-12));
  }

  @Test
  void countsFamiliesThatAreHalvedAndThatAreSlower() {
    assertThat(table(1, 200, 200).totals().getLast().halved()).isEqualTo(1);
    assertThat(table(1, 210, 210).totals().getLast().halved()).isZero();
    assertThat(table(1, 450, 450).totals().getLast().slower()).isEqualTo(1);
    assertThat(table(1, 435, 435).totals().getLast().slower()).isZero();
    assertThat(table(1, 1, 0).totals().getLast().halved()).as("a bound from above").isZero();
  }
}
