package groklab.lab.criterion;

import groklab.lab.kind.Kind;
import groklab.lab.probe.Probe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The loss divided by the loss of guessing, for problems without right and wrong answers: 1 for
/// guessing, 0 for perfection, above 1 for confident errors. For squared errors it is 1 − R².
///
/// An accuracy threshold tau becomes a share of 1 − tau: 0.01 and 0.05. The score is −log10(share),
/// the decades of the loss that are gone: 2 and 1.3 at the thresholds. Clear = log10(2): the loss
/// has halved.
public record LossShare() implements Criterion {

  public static final Kind<LossShare> KIND =
      Kind.of("loss-share", new LossShare(), LossShare.class);
  private static final Thresholds USUAL = new Thresholds(0.01, 0.05);
  private static final double CLEAR = StrictMath.log10(2);

  /// Change of the natural logarithm from which on a loss moves.
  private static final double MOVES = 0.1;

  /// Decades from guessing to the upper edge of a sparkline, where the training threshold lies.
  private static final double DECADES_SHOWN = 2;

  @Override
  public Kind<LossShare> kind() {
    return KIND;
  }

  @Override
  public Direction direction() {
    return Direction.DOWN;
  }

  @Override
  public Thresholds thresholds() {
    return USUAL;
  }

  @Override
  public List<String> measures(String set) {
    return List.of(Probe.loss(set));
  }

  @Override
  public double value(Probe probe, String set, Baseline baseline) {
    return probe.value(Probe.loss(set)) / baseline.lossOfGuessing();
  }

  /// An untrained network guesses, so the first probe's loss stands for that of guessing; for a set
  /// that it lacks, that of the other.
  @Override
  public Baseline assumed(Baseline told, String set, Probe first) {
    if (!Double.isNaN(told.lossOfGuessing())) {
      return told;
    }
    double own = first.valueOrNaN(Probe.loss(set));
    double either =
        first.values().getOrDefault(Probe.TRAIN_LOSS, first.valueOrNaN(Probe.VALIDATION_LOSS));
    return told.withGuessLoss(Double.isNaN(own) ? either : own);
  }

  @Override
  public double guessing(Baseline baseline) {
    return 1;
  }

  @Override
  public boolean moves(double before, double now) {
    return Math.abs(StrictMath.log(now) - StrictMath.log(before)) > MOVES;
  }

  @Override
  public double score(double value) {
    return -StrictMath.log10(value);
  }

  @Override
  public double valueAt(double score) {
    return StrictMath.pow(10, -score);
  }

  @Override
  public double clear() {
    return CLEAR;
  }

  @Override
  public String noun() {
    return "loss share";
  }

  /// Three significant digits, without per cent: a share can be far above 1.
  @Override
  public String number(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : Double.toString(value);
    }
    String text = String.format(Locale.ROOT, "%.3g", value);
    return text.contains("e")
        ? text
        : text.replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
  }

  @Override
  public String format(double value) {
    return number(value);
  }

  @Override
  public Axis axis() {
    return new Axis("loss / loss of guessing", true, Double.NaN, Double.NaN);
  }

  @Override
  public double height(double value) {
    return Double.isNaN(value) ? value : Math.clamp(score(value) / DECADES_SHOWN, 0, 1);
  }

  @Override
  public List<String> caveats() {
    return List.of(
        "judged from losses on a log scale: which share of the loss of guessing counts as success"
            + " is a convention, and noise in the targets can keep it out of reach");
  }

  @Override
  public Optional<String> assumption(Baseline told, Baseline used) {
    return Double.isNaN(told.lossOfGuessing())
        ? Optional.of("the loss of guessing was not told, so the first probe's stands for it")
        : Optional.empty();
  }
}
