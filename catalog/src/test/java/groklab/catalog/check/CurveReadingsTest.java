package groklab.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.catalog.SmallRuns;
import groklab.lab.criterion.Crossing;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Summary;
import groklab.study.engine.JobRunner;
import groklab.study.store.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Curves made by hand, of a run that memorised at step 10 and generalised at step 2,000.
class CurveReadingsTest {
  private static final String MEASURE = "measure";
  private static final long MEMORISED = 10;
  private static final long GENERALISED = 2000;

  private static final Row RUN =
      JobRunner.run(SmallRuns.experiment("x", 1, "budget.steps=1").jobs().getFirst(), () -> false)
          .orElseThrow();

  private static Row.End.Finished with(DoubleUnaryOperator curve) {
    List<Probe> probes = new ArrayList<>();
    for (long step = 0; step <= 10_000; step = step < 100 ? step + 1 : step + step / 50) {
      var values = new LinkedHashMap<String, Double>();
      values.put(MEASURE, curve.applyAsDouble((double) step));
      probes.add(new Probe(step, values));
    }
    var end = (Row.End.Finished) RUN.end();
    Summary of = end.summary();
    var outcome =
        new Summary.Outcome(
            of.outcome().criterion(),
            at(MEMORISED),
            at(GENERALISED),
            of.outcome().verdict(),
            of.outcome().decided(),
            of.outcome().verdictLiu2022());
    var summary =
        new Summary(
            of.recipe(), of.seed(), of.training(), outcome, of.course(), of.last(), of.digest());
    return new Row.End.Finished(summary, end.reason(), probes, end.events());
  }

  private static Crossing at(long step) {
    return new Crossing(OptionalLong.of(step), OptionalLong.of(step), OptionalLong.of(step));
  }

  private static double logistic(double step) {
    return 1 / (1 + Math.exp(-5 * Math.log(Math.max(1, step) / 1000)));
  }

  @Test
  void aRunIsHalfWayWhereItsCurveIs() {
    Reading half = CurveReadings.halfWay(MEASURE);
    assertThat(half.of(with(CurveReadingsTest::logistic))).isCloseTo(1000, within(10.0));
    assertThat(half.of(with(step -> 7 - 2 * logistic(step))))
        .as("a curve that falls")
        .isCloseTo(1000, within(10.0));
    assertThat(half.of(with(step -> 1))).as("a curve that stays").isNaN();
    assertThat(CurveReadings.halfWay("nobody.measures").of(with(step -> step))).isNaN();
  }

  @Test
  void theWidthOfALogisticIsThatOfItsFormula() {
    double expected = 2 * Math.log(9) / 5 / Math.log(10);
    Reading width = CurveReadings.width(MEASURE, 1);
    assertThat(width.of(with(CurveReadingsTest::logistic))).isCloseTo(expected, within(0.01));
    assertThat(width.of(with(step -> step < 300 ? -0.01 * step : 3 * logistic(step) - 3)))
        .as("a fall before the rise is not part of it")
        .isLessThan(2 * expected);
  }

  @Test
  void whoLooksRarelySeesAWiderRise() {
    assertThat(CurveReadings.width(MEASURE, 40).of(with(step -> step < 1000 ? 0 : 1)))
        .isGreaterThan(5 * CurveReadings.width(MEASURE, 1).of(with(step -> step < 1000 ? 0 : 1)));
  }

  @Test
  void theLongestWaitEndsAtTheNextLowestValueOrAtGeneralising() {
    Reading wait = CurveReadings.longestWait(MEASURE);
    assertThat(wait.of(with(step -> step))).isCloseTo(GENERALISED, within(50.0));
    assertThat(wait.of(with(step -> step < 50 ? 0 : -step))).isEqualTo(50);
  }

  @Test
  void anExponentIsFoundWithWhatIsCensored() {
    var places = new ArrayList<Exponent.Place>();
    var runs = new LinkedHashMap<String, List<Row>>();
    for (int x : new int[] {1, 2, 4}) {
      places.add(new Exponent.Place("x " + x, x));
      runs.put("x " + x, List.of(steps(x, 1.0), steps(x, 1.1)));
    }
    Reading last = Reading.last(MEASURE);
    var evidence = new Evidence(Map.copyOf(runs));
    var law = new Exponent("x", places, last, -2.01, -1.99).judge(evidence);
    assertThat(law.judgement()).as(law.seen()).isEqualTo(Judgement.REPRODUCED);
    assertThat(law.seen()).startsWith("b = -2.000 (95 %: -2.").contains("medians 105, 26.25, 6.56");
    assertThat(new Exponent("x", places, last, -1, 0).judge(evidence).judgement())
        .isEqualTo(Judgement.NOT_REPRODUCED);
    var two = new Exponent("x", places.subList(0, 2), last, -3, 3).judge(evidence);
    assertThat(two.judgement()).isEqualTo(Judgement.NOT_DECIDED);
    assertThat(two.seen()).contains("at least");
    var missing = List.of(new Exponent.Place("nobody", 1));
    assertThat(new Exponent("x", missing, last, -3, 3).judge(evidence).judgement())
        .isEqualTo(Judgement.NOT_DECIDED);
  }

  private static Row steps(double x, double factor) {
    var end = with(step -> 100 * factor / (x * x));
    return new Row("id", RUN.settings(), 0, end);
  }
}
