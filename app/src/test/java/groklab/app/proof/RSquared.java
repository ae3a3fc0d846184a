package groklab.app.proof;

import groklab.lab.criterion.Axis;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.Direction;
import groklab.lab.criterion.Thresholds;
import groklab.lab.kind.Kind;
import groklab.lab.probe.Probe;
import java.util.List;
import java.util.Locale;

/// The share of the loss of guessing that is gone: R² under squared error.
public record RSquared() implements Criterion {
  public static final Kind<RSquared> KIND = Kind.of("r-squared", new RSquared(), RSquared.class);

  @Override
  public Kind<RSquared> kind() {
    return KIND;
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }

  @Override
  public Thresholds thresholds() {
    return new Thresholds(0.9, 0.5);
  }

  @Override
  public List<String> measures(String set) {
    return List.of(Probe.loss(set));
  }

  @Override
  public double value(Probe probe, String set, Baseline baseline) {
    return 1 - probe.value(Probe.loss(set)) / baseline.lossOfGuessing();
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
