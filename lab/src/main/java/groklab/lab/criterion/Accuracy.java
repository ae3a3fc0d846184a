package groklab.lab.criterion;

import groklab.lab.kind.Kind;
import groklab.lab.probe.Probe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// The share of right answers, in [0, 1]. Value and score are the same.
///
/// The thresholds 0.99 and 0.95 are the usual ones for T_mem and T_grok. Clear = 0.1: four standard
/// errors of an accuracy near one half on 400 examples.
public record Accuracy() implements Criterion {

  public static final Kind<Accuracy> KIND = Kind.of("accuracy", new Accuracy(), Accuracy.class);
  private static final Thresholds USUAL = new Thresholds(0.99, 0.95);
  private static final double CLEAR = 0.1;
  private static final double MOVES = 0.01;

  @Override
  public Kind<Accuracy> kind() {
    return KIND;
  }

  @Override
  public Direction direction() {
    return Direction.UP;
  }

  @Override
  public Thresholds thresholds() {
    return USUAL;
  }

  @Override
  public List<String> measures(String set) {
    return List.of(Probe.accuracy(set));
  }

  @Override
  public double value(Probe probe, String set, Baseline baseline) {
    return probe.value(Probe.accuracy(set));
  }

  /// An untrained network guesses, so the smaller accuracy of the first probe stands for chance.
  @Override
  public Baseline assumed(Baseline told, String set, Probe first) {
    return told.chance().isPresent() ? told : told.withChance(smaller(first));
  }

  private static double smaller(Probe first) {
    double train = first.valueOrNaN(Probe.TRAIN_ACCURACY);
    double validation = first.valueOrNaN(Probe.VALIDATION_ACCURACY);
    double smaller = !(validation < train) && !Double.isNaN(train) ? train : validation;
    return Double.isNaN(smaller) ? 0 : smaller;
  }

  @Override
  public double guessing(Baseline baseline) {
    return baseline.chance().orElse(0);
  }

  @Override
  public OptionalDouble lookUp(Baseline baseline) {
    return baseline.lookUp().orElse(0) == 0 ? OptionalDouble.empty() : baseline.lookUp();
  }

  @Override
  public boolean moves(double before, double now) {
    return Math.abs(now - before) > MOVES;
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
    return CLEAR;
  }

  @Override
  public boolean isLearnedBelowGuessing() {
    return true;
  }

  @Override
  public String noun() {
    return "accuracy";
  }

  @Override
  public String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /// Per cent; 100 % means all.
  @Override
  public String format(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    double tenths = Math.round(1000 * value);
    return String.format(Locale.ROOT, "%.1f %%", (value < 1 ? Math.min(999, tenths) : tenths) / 10);
  }

  @Override
  public Axis axis() {
    return new Axis("accuracy", false, 0, 1);
  }

  @Override
  public String tick(double value) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * value);
  }

  @Override
  public double height(double value) {
    return value;
  }

  @Override
  public Optional<String> assumption(Baseline told, Baseline used) {
    return told.chance().isPresent()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the chance level was not told; %.3f, from the first probe, stands for it",
                guessing(used)));
  }
}
