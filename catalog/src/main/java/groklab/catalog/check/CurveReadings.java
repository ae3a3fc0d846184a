package groklab.catalog.check;

import groklab.lab.probe.Probe;
import groklab.study.store.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Numbers of the shape of a whole curve.
public final class CurveReadings {
  private static final double EARLY = 0.1;
  private static final double LATE = 0.9;

  private CurveReadings() {}

  private record Point(long step, double value) {}

  /// When a measure has gone half of the way from its first to its last value.
  public static Reading halfWay(String measure) {
    return new Reading(
        "step half-way of " + measure,
        Reading.Axis.STEP,
        measure,
        run -> {
          List<Point> curve = curve(run, measure, 0);
          return curve.size() < 2
              ? Double.NaN
              : passage(curve, curve.getFirst().value(), curve.getLast().value(), 0.5);
        });
  }

  /// Decades of steps between 10 and 90 % of the way from the worst value after T_mem to the last
  /// one, by first passages on a line between probes over log(step).
  ///
  /// @param every how many probes one is looked at; 1 = all. The last one always is.
  public static Reading width(String measure, int every) {
    return new Reading(
        "decades of %s's rise%s"
            .formatted(measure, every == 1 ? "" : ", every %dth probe".formatted(every)),
        Reading.Axis.NEITHER,
        measure,
        run -> {
          OptionalLong memorised = run.summary().outcome().memorised().first();
          if (memorised.isEmpty()) {
            return Double.NaN;
          }
          List<Point> curve =
              thinned(curve(run, measure, Math.max(1, memorised.getAsLong())), every);
          if (curve.size() < 3) {
            return Double.NaN;
          }
          List<Point> rise = curve.subList(farthest(curve), curve.size());
          double from = rise.getFirst().value();
          double to = rise.getLast().value();
          return Math.log10(passage(rise, from, to, LATE) / passage(rise, from, to, EARLY));
        });
  }

  /// The most steps that a measure went without a new lowest value before T_grok.
  public static Reading longestWait(String measure) {
    return new Reading(
        "most steps without a lower %s before T_grok".formatted(measure),
        Reading.Axis.NEITHER,
        measure,
        run -> {
          OptionalLong generalised = run.summary().outcome().generalised().first();
          if (generalised.isEmpty()) {
            return Double.NaN;
          }
          double lowest = Double.POSITIVE_INFINITY;
          long since = 0;
          long longest = 0;
          for (Point point : curve(run, measure, 0)) {
            if (point.step() > generalised.getAsLong()) {
              break;
            }
            longest = Math.max(longest, point.step() - since);
            if (point.value() < lowest) {
              lowest = point.value();
              since = point.step();
            }
          }
          return longest;
        });
  }

  private static List<Point> curve(Row.End.Finished run, String measure, long from) {
    List<Point> curve = new ArrayList<>();
    for (Probe probe : run.probes()) {
      double value = probe.valueOrNaN(measure);
      if (probe.step() >= from && Double.isFinite(value)) {
        curve.add(new Point(probe.step(), value));
      }
    }
    return curve;
  }

  private static List<Point> thinned(List<Point> curve, int every) {
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < curve.size(); i++) {
      if (i % every == 0 || i == curve.size() - 1) {
        kept.add(curve.get(i));
      }
    }
    return kept;
  }

  private static int farthest(List<Point> curve) {
    double end = curve.getLast().value();
    int farthest = 0;
    for (int i = 0; i < curve.size(); i++) {
      if (Math.abs(curve.get(i).value() - end) > Math.abs(curve.get(farthest).value() - end)) {
        farthest = i;
      }
    }
    return farthest;
  }

  /// The step at which a share of the way is passed first, between two probes over log(step).
  private static double passage(List<Point> curve, double from, double to, double share) {
    for (int i = 1; i < curve.size(); i++) {
      double before = (curve.get(i - 1).value() - from) / (to - from);
      double here = (curve.get(i).value() - from) / (to - from);
      if (here >= share) {
        double part = (share - before) / (here - before);
        double left = Math.log1p((double) curve.get(i - 1).step());
        double right = Math.log1p((double) curve.get(i).step());
        return Math.expm1(left + part * (right - left));
      }
    }
    return Double.NaN;
  }
}
