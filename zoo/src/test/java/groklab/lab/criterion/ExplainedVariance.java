package groklab.lab.criterion;

import groklab.lab.kind.Kind;
import groklab.lab.probe.Probe;
import java.util.List;
import java.util.Locale;

/// A criterion that the house does not know: R² from a measure of its own. This file is all of it.
public record ExplainedVariance() implements Criterion {
  public static final Kind<ExplainedVariance> KIND =
      Kind.of("explained-variance", new ExplainedVariance(), ExplainedVariance.class);

  @Override
  public Kind<ExplainedVariance> kind() {
    return KIND;
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }

  @Override
  public Thresholds thresholds() {
    return new Thresholds(0.98, 0.9);
  }

  @Override
  public List<String> measures(String set) {
    return List.of(set + ".r2");
  }

  @Override
  public double value(Probe probe, String set, Baseline baseline) {
    return probe.value(set + ".r2");
  }

  @Override
  public double guessing(Baseline baseline) {
    return 0;
  }

  @Override
  public boolean moves(double before, double now) {
    return Math.abs(now - before) > 0.02;
  }

  @Override
  public double score(double value) {
    return value;
  }

  @Override
  public double valueAt(double score) {
    return score;
  }

  @Override
  public double clear() {
    return 0.1;
  }

  @Override
  public String noun() {
    return "R²";
  }

  @Override
  public String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  @Override
  public String format(double value) {
    return number(value);
  }

  @Override
  public Axis axis() {
    return new Axis("R²", false, Double.NaN, 1);
  }

  @Override
  public double height(double value) {
    return Math.clamp(value, 0, 1);
  }
}
