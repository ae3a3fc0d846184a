package groklab.lab.measure.meter;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.exec.Session;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.measures.Subjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasureScheduleTest {
  private static final double STEP = 1e6;

  /// A measure that costs what it is told to.
  private record Priced(String label, long operations, List<Need> wanted) implements Measure {
    Priced(String label, long operations) {
      this(label, operations, List.of());
    }

    @Override
    public MeasurePage page() {
      return new MeasurePage(
          label,
          "s",
          MeasureGroup.WEIGHTS,
          MeasurePage.Taken.ON_REQUEST,
          new LinkedHashMap<>(Map.of(label, "r")),
          "f",
          "s",
          "n",
          "l",
          "c",
          new MeasurePage.Reading("b", "a", "a"),
          "m",
          "s");
    }

    @Override
    public List<Need> needs(Subject subject) {
      return wanted;
    }

    @Override
    public long cost(CostModel costs) {
      return operations;
    }

    @Override
    public Gauge on(Subject subject) {
      return (data, into) -> into.put(label, 0);
    }
  }

  private static final Priced CORE = new Priced("core", 1_000_000);

  private interface Check {
    void on(MeasureSchedule schedule);
  }

  private static void with(List<Measure> measures, Check check) {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session _ = subject.session();
        var meter = new ProbeMeter(subject, measures)) {
      check.on(new MeasureSchedule(meter, List.of(CORE), STEP, 1));
    }
  }

  @Test
  void cheapMeasuresAreRegularAndKeepTheWholeShare() {
    var cheap = new Priced("cheap", 400_000);
    with(
        List.of(CORE, cheap),
        schedule -> {
          assertThat(schedule.thinned()).isEmpty();
          assertThat(schedule.regularCost()).isEqualTo(1_400_000);
          assertThat(schedule.regularShare()).isEqualTo(0.08);
          assertThat(schedule.due(17, false)).containsExactly(CORE, cheap);
        });
  }

  /// At every moment, what thinned measures have cost is at most their share of the training work.
  @Test
  void dearMeasuresArePaidForByTheStepsBetween() {
    var dear = new Priced("dear", 30_000_000);
    var dearer = new Priced("dearer", 70_000_000);
    with(
        List.of(CORE, dear, dearer),
        schedule -> {
          assertThat(schedule.regularShare()).isEqualTo(0.04);
          assertThat(schedule.thinned()).hasSize(2);
          double spent = 0;
          int times = 0;
          for (long step = 0; step <= 40_000; step += 50) {
            Set<Measure> due = schedule.due(step, false);
            assertThat(due).contains(CORE);
            spent += due.contains(dear) ? 30e6 : 0;
            spent += due.contains(dearer) ? 70e6 : 0;
            times += due.contains(dear) ? 1 : 0;
            assertThat(spent).isLessThanOrEqualTo(0.04 * STEP * step);
            schedule.probed(step);
          }
          assertThat(times).as("thinned, not dropped").isEqualTo(40_000 / 1500);
          assertThat(schedule.due(40_001, true)).doesNotContain(dearer);
        });
  }

  @Test
  void whatTheStepsNeverPaidForIsTakenAtTheLastProbe() {
    var dear = new Priced("dear", 30_000_000);
    with(
        List.of(CORE, dear),
        schedule -> {
          schedule.probed(0);
          assertThat(schedule.due(20, false)).doesNotContain(dear);
          assertThat(schedule.due(20, true)).contains(dear);
        });
  }

  @Test
  void measuresWithTheSameDearNeedGoTogetherAndPayItOnce() {
    List<Need> gradient = List.of(new Need.Gradient());
    var one = new Priced("one", 10, gradient);
    var two = new Priced("two", 10, gradient);
    var tiny = new Priced("core", 10);
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session _ = subject.session();
        var meter = new ProbeMeter(subject, List.of(tiny, one, two))) {
      var schedule = new MeasureSchedule(meter, List.of(tiny), STEP, 1);
      assertThat(schedule.thinned()).hasSize(1);
      var bundle = schedule.thinned().getFirst();
      assertThat(bundle.measures()).containsExactly("one", "two");
      assertThat(bundle.operations()).isEqualTo(meter.data().of(gradient.getFirst()) + 20);
    }
  }

  @Test
  void whatIsDueFollowsFromTheStepsOfTheProbesAlone() {
    List<Measure> measures = List.of(CORE, new Priced("dear", 30_000_000));
    List<Set<Measure>> whole = new ArrayList<>();
    with(
        measures,
        schedule -> {
          for (long step = 0; step < 9000; step += 70) {
            whole.add(schedule.due(step, false));
            schedule.probed(step);
          }
        });
    with(
        measures,
        resumed -> {
          for (long step = 0; step < 9000; step += 70) {
            if (step >= 4200) {
              assertThat(resumed.due(step, false)).isEqualTo(whole.get((int) (step / 70)));
            }
            resumed.probed(step);
          }
        });
  }
}
