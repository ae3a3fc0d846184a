package groklab.study.court;

import groklab.lab.spec.RunSpec;
import groklab.study.court.Court.Judged;
import groklab.study.court.CourtSpec.Family;
import groklab.study.court.CourtSpec.Method;
import groklab.study.court.SpeedUp.Cost;
import groklab.study.diagram.MedianTime;
import groklab.study.sweep.Outcome;
import groklab.study.tune.Goal;
import groklab.study.tune.Tuned.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What a court has found, in numbers: T_grok in steps of the control (AdamW-step equivalents), so
/// that a method pays for what its steps cost.
///
/// @param rows of each family and method
/// @param totals of each method, over all families
public record CourtTable(List<Row> rows, List<Total> totals) {

  /// @param method as chosen by the search; the control, too
  /// @param stepCost of a step of the chosen settings, in steps of the control's
  /// @param published median T_grok in steps with the keys as published; empty = all runs failed
  /// @param tuned the same with the chosen settings
  /// @param memorised median T_mem with the chosen settings
  /// @param settings the chosen ones, in words
  /// @param reached seeds on which the chosen settings generalised
  /// @param harmed seeds on which the tuned control generalised and these settings did not
  /// @param overPublished how many times as soon as the control with its keys as published
  /// @param overTuned how many times as soon as the tuned control
  /// @param inSteps the same by steps alone, whatever they cost
  public record Row(
      Family family,
      Method method,
      double stepCost,
      Optional<MedianTime> published,
      Optional<MedianTime> tuned,
      Optional<MedianTime> memorised,
      String settings,
      int reached,
      int harmed,
      SpeedUp overPublished,
      SpeedUp overTuned,
      SpeedUp inSteps) {}

  /// @param inSteps by steps alone, whatever they cost
  /// @param halved families in which it needs at most half of the tuned control's AdamW-step
  ///     equivalents, in the geometric mean of the pairs
  /// @param slower families in which it is more than a tenth slower
  public record Total(
      Method method,
      SpeedUp overTuned,
      SpeedUp inSteps,
      int reached,
      int harmed,
      int halved,
      int slower) {}

  private static final double HALVED = 2;
  private static final double SLOWER = 1 / 1.1;

  /// @param stepCost of a spec, in any unit that is the same for all of a family
  public static CourtTable of(
      CourtSpec spec, List<Judged> all, ToDoubleFunction<RunSpec> stepCost) {
    List<Row> rows = new ArrayList<>();
    for (Family family : spec.families()) {
      Judged control = Court.find(all, family, spec.control());
      double unit = stepCost.applyAsDouble(control.base());
      for (Method method : spec.methods()) {
        Judged judged = Court.find(all, family, method);
        double cost =
            method.equals(spec.control()) ? 1 : stepCost.applyAsDouble(judged.base()) / unit;
        rows.add(row(control, judged, cost));
      }
    }
    return new CourtTable(
        rows, spec.methods().stream().map(each -> total(rows, all, each)).toList());
  }

  private static Row row(Judged control, Judged judged, double stepCost) {
    Settled best = judged.tuned().best();
    Cost[] costs = costs(best, judged.base(), stepCost);
    return new Row(
        judged.family(),
        judged.method(),
        stepCost,
        Goal.GENERALIZED_AT.median(judged.tuned().own().runs()),
        Goal.GENERALIZED_AT.median(best.runs()),
        Goal.MEMORIZED_AT.median(best.runs()),
        String.join(
            ", ",
            best.settings().entrySet().stream()
                .map(
                    each -> each.getKey().replaceFirst("^optimizer\\.", "") + " " + each.getValue())
                .toList()),
        (int) best.runs().stream().filter(CourtTable::reached).count(),
        harmed(control.tuned().best(), best),
        SpeedUp.of(costs(control.tuned().own(), control.base(), 1), costs),
        SpeedUp.of(costs(control.tuned().best(), control.base(), 1), costs),
        SpeedUp.of(
            costs(control.tuned().best(), control.base(), 1), costs(best, judged.base(), 1)));
  }

  private static boolean reached(Outcome run) {
    return Goal.GENERALIZED_AT.time(run).isPresent();
  }

  /// Runs of both are in the order of the seeds.
  private static int harmed(Settled control, Settled method) {
    int harmed = 0;
    for (int i = 0; i < control.runs().size(); i++) {
      harmed += reached(control.runs().get(i)) && !reached(method.runs().get(i)) ? 1 : 0;
    }
    return harmed;
  }

  private static Cost[] costs(Judged judged, double stepCost) {
    return costs(judged.tuned().best(), judged.base(), stepCost);
  }

  /// A run that began generalised costs a step, so that it has a logarithm; one that failed or has
  /// not come to it has had the whole budget.
  private static Cost[] costs(Settled settled, RunSpec base, double stepCost) {
    return settled.runs().stream()
        .map(run -> {
          var time = Goal.GENERALIZED_AT.time(run);
          long steps = Math.max(1, time.orElse(base.budget().steps()));
          return new Cost(stepCost * steps, time.isEmpty());
        })
        .toArray(Cost[]::new);
  }

  /// Not where that is only a bound from above.
  private static boolean isHalved(SpeedUp times) {
    return times.mean() >= HALVED && !times.atMost();
  }

  /// Not where that is only a bound from below.
  private static boolean isSlower(SpeedUp times) {
    return times.mean() < SLOWER && !times.atLeast();
  }

  private static Total total(List<Row> rows, List<Judged> all, Method method) {
    List<Row> own = rows.stream().filter(each -> each.method().equals(method)).toList();
    Cost[][] control = new Cost[own.size()][];
    Cost[][] costs = new Cost[own.size()][];
    Cost[][] steps = new Cost[own.size()][];
    for (int f = 0; f < own.size(); f++) {
      Row row = own.get(f);
      Method first = rows.getFirst().method();
      control[f] = costs(Court.find(all, row.family(), first), 1);
      costs[f] = costs(Court.find(all, row.family(), method), row.stepCost());
      steps[f] = costs(Court.find(all, row.family(), method), 1);
    }
    return new Total(
        method,
        SpeedUp.of(control, costs),
        SpeedUp.of(control, steps),
        own.stream().mapToInt(Row::reached).sum(),
        own.stream().mapToInt(Row::harmed).sum(),
        (int) own.stream().filter(each -> isHalved(each.overTuned())).count(),
        (int) own.stream().filter(each -> isSlower(each.overTuned())).count());
  }
}
