package groklab.lab.phase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The strip of phases on one scale: which phase each reading looks like, and when a new one is
/// named.
///
/// Progress is named at the first reading that shows it. Generalising, falling back and losing what
/// was learned are named only after [CrossingDetector#STABLE_PROBES] readings in a row that agree,
/// and then dated at the first of them; a single spike of the curve starts none of them. A raised
/// plateau, one above what guessing and look-up give, is named only when validation has stayed for
/// nine times as long as fitting had taken, see [#RAISED_PAUSE].
final class Strip {
  /// How many times the step of the fit a plateau must reach. At the level of guessing and look-up:
  /// twice, that is as long again as fitting had taken.
  static final long PAUSE = 2;

  /// The same for a raised plateau, where the question is whether a rising curve has stopped: a
  /// decade of steps. A logistic that takes three decades from 10 to 90 % of its rise covers a
  /// tenth, between 0.15 and 0.85, in 0.6 decades, so smooth curves and their noise do not stay
  /// that long. (At first it was 2 here too; random smooth curves two decades wide, with noise,
  /// were then taken for plateaus, see `RandomTracesTest`.)
  static final long RAISED_PAUSE = 10;

  private final Scale scale;
  private final PhaseRule rule;
  private final StripWords words;
  private final UnaryOperator<Evidence> besideCollapse;
  private final List<PhaseSpan> ended = new ArrayList<>();
  private @Nullable Stretch current;
  private @Nullable Stretch candidate;
  private double level = Double.POSITIVE_INFINITY;
  private OptionalLong fitSince = OptionalLong.empty();
  private OptionalLong leftSince = OptionalLong.empty();
  private int stillProbes;
  private boolean hadPlateau;
  private boolean hasGeneralised;
  private boolean trainingSetChanged;

  /// @param besideCollapse adds what the weights' spectra say to the evidence of a collapse
  Strip(Scale scale, PhaseRule rule, KnownTask task, UnaryOperator<Evidence> besideCollapse) {
    this.scale = scale;
    this.rule = rule;
    this.words = new StripWords(scale, rule, task);
    this.besideCollapse = besideCollapse;
  }

  /// A phase with the count of its readings, one at the start.
  private static final class Stretch {
    final Phase phase;
    final long step;
    final boolean raised;
    final boolean undecided;
    Evidence because;
    int probes = 1;
    int agreeing = 1;

    Stretch(Phase phase, long step, boolean raised, boolean undecided, Evidence because) {
      this.phase = phase;
      this.step = step;
      this.raised = raised;
      this.undecided = undecided;
      this.because = because;
    }

    void count() {
      probes++;
      agreeing++;
    }

    PhaseSpan span() {
      double steady = (agreeing + 1.0) / (probes + 2.0);
      return new PhaseSpan(phase, step, because, undecided ? Math.min(0.5, steady) : steady);
    }
  }

  Optional<PhaseSpan> accept(Reading r) {
    var seen = look(r);
    if (current == null) {
      return Optional.of(begin(stretch(seen, r)));
    }
    if (candidate != null && candidate.phase != seen) {
      // it came to nothing, so it speaks against the present phase
      current.probes += candidate.probes;
      candidate = null;
    }
    if (seen == current.phase) {
      current.count();
      return Optional.empty();
    }
    if (candidate == null) {
      candidate = stretch(seen, r);
    } else {
      candidate.count();
    }
    return isCertain(candidate, current.phase, r.step())
        ? Optional.of(begin(candidate))
        : Optional.empty();
  }

  private Stretch stretch(Phase seen, Reading r) {
    boolean raised = seen == Phase.PLATEAU && isRaised(r.validation().orElse(Double.NaN));
    boolean undecided =
        seen == Phase.UNDETERMINED || (seen == Phase.MEMORISATION && r.validation().isEmpty());
    double left = Double.isInfinite(level) ? rule.free() : Math.max(level, rule.free());
    return new Stretch(seen, r.step(), raised, undecided, words.evidence(seen, r, left, raised));
  }

  private static boolean isCertain(Stretch candidate, Phase from, long step) {
    if (candidate.raised) {
      return candidate.probes >= CrossingDetector.STABLE_PROBES
          && step >= RAISED_PAUSE * candidate.step;
    }
    boolean progress =
        candidate.phase.compareTo(from) > 0 && candidate.phase.compareTo(Phase.GENERALISED) < 0;
    return progress || candidate.probes >= CrossingDetector.STABLE_PROBES;
  }

  private PhaseSpan begin(Stretch stretch) {
    if (current != null) {
      ended.add(current.span());
    }
    current = stretch;
    candidate = null;
    hadPlateau |= stretch.phase == Phase.PLATEAU;
    if (stretch.phase == Phase.GENERALISED) {
      hasGeneralised = true;
      trainingSetChanged = false;
    }
    if (stretch.phase == Phase.COLLAPSED) {
      stretch.because = besideCollapse.apply(stretch.because);
    }
    return stretch.span();
  }

  // --- what one reading looks like, given those before; comparisons are written so that NaN is
  // never good ----------

  private Phase look(Reading r) {
    if (r.validation().isEmpty()) {
      return lookAtTrain(r.step(), r.train().orElse(Double.NaN));
    }
    double validation = r.validation().getAsDouble();
    if (r.train().isPresent() && !hasGeneralised) {
      follow(r.step(), r.train().getAsDouble(), validation);
    }
    if (validation >= rule.validationThreshold()) {
      return Phase.GENERALISED;
    }
    if (hasGeneralised) {
      return lookAfterGeneralising(r.train(), validation);
    }
    return r.train().isEmpty()
        ? lookAtValidation(validation)
        : lookAtBoth(r.train().getAsDouble(), validation);
  }

  private Phase lookAtTrain(long step, double train) {
    if (isFit(train) && fitSince.isEmpty()) {
      fitSince = OptionalLong.of(step);
    }
    return train >= rule.chance() + rule.clear() ? Phase.MEMORISATION : Phase.CONFUSION;
  }

  private Phase lookAtValidation(double validation) {
    return validation >= rule.free() + rule.clear() ? Phase.TRANSITION : Phase.UNDETERMINED;
  }

  private Phase lookAfterGeneralising(OptionalDouble train, double validation) {
    boolean lostToo =
        train.isPresent() && !(train.getAsDouble() >= rule.trainThreshold() - rule.clear());
    if (lostToo) {
      return Phase.CONFUSION;
    }
    if (validation >= rule.validationThreshold() - rule.clear()) {
      return Phase.GENERALISED;
    }
    return trainingSetChanged ? Phase.UN_GROKKED : Phase.COLLAPSED;
  }

  private Phase lookAtBoth(double train, double validation) {
    if (isFit(train)) {
      if (hasLeft(validation)) {
        return hadPlateau ? Phase.TRANSITION : Phase.COMPREHENSION;
      }
      return Phase.PLATEAU;
    }
    if (train >= rule.chance() + rule.clear() && !(train - validation < rule.clear())) {
      return Phase.MEMORISATION;
    }
    if (validation >= rule.chance() + rule.clear()) {
      return hadPlateau ? Phase.TRANSITION : Phase.COMPREHENSION;
    }
    return Phase.CONFUSION;
  }

  /// Keeps the lowest validation score since the training set was fit, and when validation left it.
  private void follow(long step, double train, double validation) {
    if (!isFit(train)) {
      return;
    }
    if (fitSince.isEmpty()) {
      fitSince = OptionalLong.of(step);
    }
    if (validation < level) {
      level = validation;
    }
    if (hasLeft(validation)) {
      leftSince = leftSince.isPresent() ? leftSince : OptionalLong.of(step);
    } else {
      leftSince = OptionalLong.empty();
      stillProbes++;
    }
  }

  /// Once fit, a score that is less good by what is clear still counts, so that noise at the edge
  /// does not switch to and fro.
  private boolean isFit(double train) {
    boolean wasFit = fitSince.isPresent() && current != null && current.phase != Phase.CONFUSION;
    return train >= rule.trainThreshold() - (wasFit ? rule.clear() : 0);
  }

  /// Upwards, at the latest at the threshold, or clearly below what guessing gives. Once up, half
  /// of the difference keeps it up.
  private boolean hasLeft(double validation) {
    boolean wasUp = leftSince.isPresent();
    double up = Math.max(level, rule.free()) + (wasUp ? rule.clear() / 2 : rule.clear());
    boolean below = scale == Scale.ACCURACY && validation <= rule.chance() - rule.clear();
    return validation >= Math.min(up, rule.validationThreshold()) || below;
  }

  private boolean isRaised(double validation) {
    return validation >= rule.free() + rule.clear();
  }

  // --- what the watches beside the strip ask -----------------------------------------------------

  void trainingSetChanged() {
    trainingSetChanged = true;
  }

  /// All phases so far, the present one last.
  List<PhaseSpan> phases() {
    var all = new ArrayList<>(ended);
    if (current != null) {
      all.add(current.span());
    }
    return all;
  }

  Optional<Phase> phase() {
    return Optional.ofNullable(current).map(stretch -> stretch.phase);
  }

  /// The first reading with a fit training set.
  OptionalLong fitSince() {
    return fitSince;
  }

  /// The reading at which validation left the level of the plateau for good so far.
  OptionalLong leftSince() {
    return leftSince;
  }

  /// Readings between the fit and the leaving.
  int stillProbes() {
    return stillProbes;
  }

  /// Whether validation stayed at its level long enough for a plateau before it left.
  boolean hadPause() {
    long times = isRaised(level) ? RAISED_PAUSE : PAUSE;
    return fitSince.isPresent()
        && leftSince.isPresent()
        && stillProbes >= CrossingDetector.STABLE_PROBES
        && leftSince.getAsLong() >= times * fitSince.getAsLong();
  }

  boolean hadPlateau() {
    return hadPlateau;
  }
}
