package groklab.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.catalog.SmallRuns;
import groklab.study.engine.JobRunner;
import groklab.study.store.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Checks on runs that take 10, 20 and 30 steps and learn nothing.
class CheckTest {
  private static final Reading LOSS_AT_THE_END = Reading.last("train.loss");
  private static Evidence evidence = new Evidence(Map.of());

  @BeforeAll
  static void run() {
    Map<String, List<Row>> runs = new LinkedHashMap<>();
    for (int steps : new int[] {10, 20, 30}) {
      runs.put(
          "steps " + steps,
          SmallRuns.experiment("x", 3, "budget.steps=" + steps).jobs().stream()
              .map(job -> JobRunner.run(job, () -> false).orElseThrow())
              .toList());
    }
    Row first = Objects.requireNonNull(runs.get("steps 10")).getFirst();
    var failed = new Row("x", first.settings(), 0, new Row.End.Failed("The disk burns."));
    runs.put("failed", List.of(first, failed));
    evidence = new Evidence(runs);
  }

  private static Judgement judge(Check check) {
    return check.judge(evidence).judgement();
  }

  @Test
  void aMedianLiesWithinItsBandOrNot() {
    assertThat(judge(new Within("steps 20", Reading.STEPS, 20, 20)))
        .isEqualTo(Judgement.REPRODUCED);
    assertThat(judge(new Within("steps 20", Reading.STEPS, 0, 19)))
        .isEqualTo(Judgement.NOT_REPRODUCED);
    assertThat(judge(new Within("steps 20", Reading.STEPS, 21, Double.POSITIVE_INFINITY)))
        .isEqualTo(Judgement.NOT_REPRODUCED);
    assertThat(new Within("steps 20", Reading.STEPS, 0, 19).judge(evidence).seen())
        .isEqualTo("median 20 (20, 20, 20)");
  }

  @Test
  void whatMustNeverHappenMustNotHappen() {
    Check never = Within.never("steps 30", Reading.GENERALISED);
    assertThat(judge(never)).isEqualTo(Judgement.REPRODUCED);
    assertThat(never.expected()).isEqualTo("T_grok of steps 30: never");
    assertThat(judge(Within.never("steps 30", Reading.firstAtLeast("train.loss", 0))))
        .isEqualTo(Judgement.NOT_REPRODUCED);
  }

  @Test
  void aFailedRunOrOneThatIsMissingLeavesItOpen() {
    var failed = new Within("failed", Reading.STEPS, 0, 100).judge(evidence);
    assertThat(failed.judgement()).isEqualTo(Judgement.NOT_DECIDED);
    assertThat(failed.seen()).isEqualTo("1 of 2 runs ended; one failed: The disk burns.");
    var missing = new Within("nothing", Reading.STEPS, 0, 100).judge(evidence);
    assertThat(missing.judgement()).isEqualTo(Judgement.NOT_DECIDED);
    assertThat(judge(new Within("steps 10", Reading.last("nobody.measures"), 0, 1)))
        .isEqualTo(Judgement.NOT_DECIDED);
  }

  @Test
  void mediansGrowOrNot() {
    var upwards = List.of("steps 10", "steps 20", "steps 30");
    assertThat(judge(new Ordered(upwards, Reading.STEPS))).isEqualTo(Judgement.REPRODUCED);
    assertThat(judge(new Ordered(upwards.reversed(), Reading.STEPS)))
        .isEqualTo(Judgement.NOT_REPRODUCED);
    assertThat(judge(new Ordered(List.of("steps 10", "steps 10"), Reading.STEPS)))
        .isEqualTo(Judgement.NOT_REPRODUCED);
    assertThat(judge(new Ordered(upwards, Reading.GENERALISED)))
        .as("nothing generalised")
        .isEqualTo(Judgement.NOT_DECIDED);
  }

  @Test
  void oneMedianIsAtMostAMultipleOfAnother() {
    assertThat(judge(new AtMost("steps 30", Reading.STEPS, 3, "steps 10", Reading.STEPS)))
        .isEqualTo(Judgement.REPRODUCED);
    assertThat(judge(new AtMost("steps 30", Reading.STEPS, 2.9, "steps 10", Reading.STEPS)))
        .isEqualTo(Judgement.NOT_REPRODUCED);
    assertThat(judge(new AtMost("steps 30", Reading.STEPS, 3, "steps 10", Reading.GENERALISED)))
        .as("never, within 10 steps")
        .isEqualTo(Judgement.REPRODUCED);
    assertThat(judge(new AtMost("steps 30", Reading.STEPS, 2.9, "steps 10", Reading.GENERALISED)))
        .as("which may be at step 11")
        .isEqualTo(Judgement.NOT_DECIDED);
  }

  @Test
  void readingsAreThoseOfTheProbes() {
    Row row = Objects.requireNonNull(evidence.runs().get("steps 30")).getFirst();
    var run = (Row.End.Finished) row.end();
    double last = run.probes().getLast().value("train.loss");
    assertThat(LOSS_AT_THE_END.of(run)).isEqualTo(last);
    assertThat(Reading.at("train.loss", 1_000).of(run)).isEqualTo(last);
    assertThat(Reading.at("train.loss", 0).of(run))
        .isEqualTo(run.probes().getFirst().value("train.loss"));
    assertThat(Reading.highest("train.loss").of(run)).isGreaterThanOrEqualTo(last);
    assertThat(Reading.lowest("train.loss").of(run))
        .isLessThan(Reading.highest("train.loss").of(run))
        .isLessThanOrEqualTo(last);
    assertThat(Reading.lowest("nobody.measures").of(run)).isNaN();
    assertThat(Reading.firstAtMost("train.loss", 1e9).of(run)).isZero();
    assertThat(Reading.firstAtMost("train.loss", -1).of(run)).isInfinite();
    assertThat(Reading.whenMemorised("train.loss").of(run)).isNaN();
    assertThat(Reading.whenGeneralised("train.loss").of(run)).isNaN();
  }

  @Test
  void aComputedNumberMustLieInItsBand() {
    var part = new Computed.Part("two", () -> 2, 1.9, 2.1);
    assertThat(judge(new Computed("numbers", List.of(part)))).isEqualTo(Judgement.REPRODUCED);
    var wrong = Computed.Part.exactly("three", 3, () -> 3.001);
    var finding = new Computed("numbers", List.of(part, wrong)).judge(evidence);
    assertThat(finding.judgement()).isEqualTo(Judgement.NOT_REPRODUCED);
    assertThat(finding.seen()).isEqualTo("two: 2; three: 3.001");
  }
}
