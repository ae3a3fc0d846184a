package groklab.lab.phase;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Tells the phases of a run from its train and validation accuracy, in one pass and without looking ahead.
///
/// Progress from confusion to transition is named at the first probe that shows it. Generalising, falling back and
/// losing what was learned are named only after [CrossingDetector#STABLE_PROBES] probes in a row that agree, and then
/// dated at the first of them; a single spike of the curve starts none of them.
///
/// What it is not: it does not know what the network computes, so a plateau with and without hidden progress look the
/// same, and so do a rule and a table with luck. On a commutative task a network that knows only f(a,b) = f(b,a) scores
/// about the training share on the validation set; up to that level ([PhaseRule#lookUp]) it is a plateau. A run that stays half way up (semi-grokking) stays in transition.
public final class PhaseDetector {
  private final PhaseRule rule;
  private final List<PhaseSpan> ended = new ArrayList<>();
  private @Nullable Stretch current;
  private @Nullable Stretch candidate;
  private OptionalLong last = OptionalLong.empty();
  private double plateauLevel = Double.POSITIVE_INFINITY;
  private boolean hasGeneralised;
  private boolean trainingSetChanged;

  public PhaseDetector(PhaseRule rule) {
    this.rule = rule;
  }

  /// A phase with the count of its probes, one at the start.
  private static final class Stretch {
    final Phase phase;
    final long step;
    final String evidence;
    int probes = 1;
    int agreeing = 1;

    Stretch(Phase phase, long step, String evidence) {
      this.phase = phase;
      this.step = step;
      this.evidence = evidence;
    }

    void count() {
      probes++;
      agreeing++;
    }

    PhaseSpan span() {
      return new PhaseSpan(phase, step, evidence, (agreeing + 1.0) / (probes + 2.0));
    }
  }

  /// Takes the next probe.
  ///
  /// @param step above the step of the probe before
  /// @param train accuracy on the training set, in [0, 1] or NaN
  /// @param validation accuracy on the validation set, in [0, 1] or NaN
  /// @return the phase that is now known to have begun, if one is
  /// @throws IllegalArgumentException if the steps do not ascend
  public Optional<PhaseSpan> accept(long step, double train, double validation) {
    last.ifPresent(before -> Ascending.check(before, step));
    last = OptionalLong.of(step);
    var seen = look(train, validation);
    if (current == null) {
      return begin(new Stretch(seen, step, evidence(seen, train, validation)));
    }
    if (candidate != null && candidate.phase != seen) {
      current.probes +=
          candidate.probes; // they came to nothing, so they speak against the present phase
      candidate = null;
    }
    if (seen == current.phase) {
      current.count();
      return Optional.empty();
    }
    if (candidate == null) {
      candidate = new Stretch(seen, step, evidence(seen, train, validation));
    } else {
      candidate.count();
    }
    return candidate.probes >= probesNeeded(current.phase, seen)
        ? begin(candidate)
        : Optional.empty();
  }

  /// Says that the next probe belongs to another training set: a loss of validation accuracy from now on is
  /// un-grokking and not a collapse.
  public void trainingSetChanged() {
    trainingSetChanged = true;
  }

  /// All phases so far, the present one last.
  public List<PhaseSpan> phases() {
    var all = new ArrayList<>(ended);
    if (current != null) {
      all.add(current.span());
    }
    return List.copyOf(all);
  }

  private Optional<PhaseSpan> begin(Stretch stretch) {
    if (current != null) {
      ended.add(current.span());
    }
    current = stretch;
    candidate = null;
    if (stretch.phase == Phase.GENERALISED) {
      hasGeneralised = true;
      trainingSetChanged = false;
    }
    return Optional.of(stretch.span());
  }

  private static int probesNeeded(Phase from, Phase to) {
    boolean progress = to.compareTo(from) > 0 && to.compareTo(Phase.GENERALISED) < 0;
    return progress ? 1 : CrossingDetector.STABLE_PROBES;
  }

  /// What this one probe looks like, given what was seen before. Comparisons are written so that NaN is never good.
  private Phase look(double train, double validation) {
    if (validation >= rule.validationThreshold()) {
      return Phase.GENERALISED;
    }
    return hasGeneralised
        ? lookAfterGeneralising(train, validation)
        : lookBeforeGeneralising(train, validation);
  }

  private Phase lookAfterGeneralising(double train, double validation) {
    boolean stillFit = train >= rule.trainThreshold() - rule.clear();
    if (!stillFit) {
      return Phase.CONFUSION;
    }
    if (validation >= rule.validationThreshold() - rule.clear()) {
      return Phase.GENERALISED;
    }
    return trainingSetChanged ? Phase.UN_GROKKED : Phase.COLLAPSED;
  }

  private Phase lookBeforeGeneralising(double train, double validation) {
    boolean wasFit =
        current != null && current.phase.compareTo(Phase.PLATEAU) >= 0 && plateauLevel <= 1;
    if (train >= rule.trainThreshold() - (wasFit ? rule.clear() : 0)) {
      if (validation < plateauLevel) {
        plateauLevel = validation;
      }
      // once up, half of the difference keeps it up, so that noise at the edge does not switch to
      // and fro
      boolean wasUp = current != null && current.phase == Phase.TRANSITION;
      double still = Math.max(plateauLevel, rule.lookUp());
      double up = still + (wasUp ? rule.clear() / 2 : rule.clear());
      return validation >= up ? Phase.TRANSITION : Phase.PLATEAU;
    }
    if (train >= rule.chance() + rule.clear() && !(train - validation < rule.clear())) {
      return Phase.MEMORISATION;
    }
    return validation >= rule.chance() + rule.clear() ? Phase.TRANSITION : Phase.CONFUSION;
  }

  private String evidence(Phase seen, double train, double validation) {
    var because =
        switch (seen) {
          case CONFUSION -> "the training set is not fit";
          case MEMORISATION -> "the training set is being fit ahead of the validation set";
          case PLATEAU ->
              rule.lookUp() > 0
                  ? number(
                      "the training set is fit, validation shows no more than looking up f(b,a), %.3f",
                      rule.lookUp())
                  : "the training set is fit, validation has not moved";
          case TRANSITION ->
              plateauLevel <= 1
                  ? number(
                      "validation has left its level %.3f", Math.max(plateauLevel, rule.lookUp()))
                  : "train and validation accuracy rise together";
          case GENERALISED -> number("validation has reached %.3f", rule.validationThreshold());
          case COLLAPSED ->
              "validation is lost although the training set is unchanged and still fit";
          case UN_GROKKED -> "validation is lost after a change of the training set";
        };
    return String.format(
        Locale.ROOT,
        "train accuracy %.3f, validation accuracy %.3f: %s",
        train,
        validation,
        because);
  }

  private static String number(String sentence, double value) {
    return String.format(Locale.ROOT, sentence, value);
  }
}
