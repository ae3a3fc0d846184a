package groklab.lab.phase.timeline;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The phases of a run by one criterion: which phase each reading looks like, and when a new one is
/// named.
///
/// Progress is named at the first reading that shows it. Generalising, falling back and losing what
/// was learned are named only after as many readings in a row that agree as the criterion asks for,
/// and then dated at the first of them; a single spike of the curve starts none of them. A raised
/// plateau, one above what guessing and look-up give, is named only when validation has stayed for
/// nine times as long as fitting had taken, see [#RAISED_PAUSE].
public final class PhaseTimeline {
  /// How many times the step of the fit a raised plateau must reach, where the question is whether
  /// a rising curve has stopped: a decade of steps. A logistic that takes three decades from 10 to
  /// 90 % of its rise covers a tenth, between 0.15 and 0.85, in 0.6 decades, so smooth curves and
  /// their noise do not stay that long. (At first it was 2 here too; random smooth curves two
  /// decades wide, with noise, were then taken for plateaus, see `RandomTracesTest`.)
  private static final long RAISED_PAUSE = 10;

  private final RunCriterion run;
  private final PhaseThresholds thresholds;
  private final int stability;
  private final PhaseEvidence words;
  private final UnaryOperator<Evidence> besideCollapse;
  private final List<PhaseSpan> ended = new ArrayList<>();
  private @Nullable Stretch current;
  private @Nullable Stretch candidate;
  private double level = Double.POSITIVE_INFINITY;
  private OptionalLong fitSince = OptionalLong.empty();
  private OptionalLong leftSince = OptionalLong.empty();
  private boolean hasBeenAtGuessing;
  private boolean hadPlateau;
  private boolean hasGeneralised;
  private boolean trainingSetChanged;

  /// @param told the criterion as it was told
  /// @param used the same with stand-ins for what was not told
  /// @param besideCollapse adds what the weights' spectra say to the evidence of a collapse
  public PhaseTimeline(
      RunCriterion told, RunCriterion used, UnaryOperator<Evidence> besideCollapse) {
    this.run = used;
    this.thresholds = PhaseThresholds.of(used, used.baselines());
    this.stability = used.criterion().stability();
    this.words = new PhaseEvidence(told, used, thresholds);
    this.besideCollapse = besideCollapse;
  }

  /// The criterion, with stand-ins for the baselines that were not told.
  public RunCriterion run() {
    return run;
  }

  public PhaseThresholds thresholds() {
    return thresholds;
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

  public Optional<PhaseSpan> accept(Reading r) {
    var seen = appearance(r);
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
    double left = Double.isInfinite(level) ? thresholds.free() : Math.max(level, thresholds.free());
    var before = new PhaseEvidence.Before(left, fitSince);
    return new Stretch(seen, r.step(), raised, undecided, words.evidence(seen, r, before, raised));
  }

  private boolean isCertain(Stretch candidate, Phase from, long step) {
    if (candidate.raised) {
      return candidate.probes >= stability && step >= RAISED_PAUSE * candidate.step;
    }
    boolean progress =
        candidate.phase.compareTo(from) > 0 && candidate.phase.compareTo(Phase.GENERALISED) < 0;
    return progress || candidate.probes >= stability;
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

  private Phase appearance(Reading r) {
    if (r.validation().isEmpty()) {
      return trainAlone(r.step(), r.train().orElse(Double.NaN));
    }
    double validation = r.validation().getAsDouble();
    if (r.train().isPresent() && !hasGeneralised) {
      follow(r.step(), r.train().getAsDouble(), validation);
    }
    if (validation >= thresholds.validation()) {
      return Phase.GENERALISED;
    }
    if (hasGeneralised) {
      return afterGeneralising(r.train(), validation);
    }
    return r.train().isEmpty()
        ? validationAlone(validation)
        : both(r.train().getAsDouble(), validation);
  }

  private Phase trainAlone(long step, double train) {
    if (isFit(train) && fitSince.isEmpty()) {
      fitSince = OptionalLong.of(step);
    }
    return train >= thresholds.trainGuess() + thresholds.clear()
        ? Phase.MEMORISATION
        : Phase.CONFUSION;
  }

  private Phase validationAlone(double validation) {
    return validation >= thresholds.free() + thresholds.clear()
        ? Phase.TRANSITION
        : Phase.UNDETERMINED;
  }

  private Phase afterGeneralising(OptionalDouble train, double validation) {
    boolean lostToo =
        train.isPresent() && !(train.getAsDouble() >= thresholds.train() - thresholds.clear());
    if (validation >= thresholds.validation() - thresholds.clear()) {
      return lostToo ? Phase.LOST : Phase.GENERALISED;
    }
    if (lostToo || (current != null && current.phase == Phase.LOST)) {
      return Phase.LOST;
    }
    return trainingSetChanged ? Phase.UN_GROKKED : Phase.COLLAPSED;
  }

  private Phase both(double train, double validation) {
    if (isFit(train)) {
      if (hasLeft(validation)) {
        return hadPlateau ? Phase.TRANSITION : Phase.COMPREHENSION;
      }
      return Phase.PLATEAU;
    }
    if (train >= thresholds.trainGuess() + thresholds.clear()
        && !(train - validation < thresholds.clear())) {
      return Phase.MEMORISATION;
    }
    if (validation >= thresholds.guess() + thresholds.clear()) {
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
    hasBeenAtGuessing |= validation >= thresholds.guess();
    if (hasLeft(validation)) {
      leftSince = leftSince.isPresent() ? leftSince : OptionalLong.of(step);
    } else {
      leftSince = OptionalLong.empty();
    }
  }

  /// Once fit, a score that is less good by what is clear still counts, so that noise at the edge
  /// does not switch to and fro.
  private boolean isFit(double train) {
    boolean wasFit = fitSince.isPresent() && current != null && current.phase != Phase.CONFUSION;
    return train >= thresholds.train() - (wasFit ? thresholds.clear() : 0);
  }

  /// Upwards, at the latest at the threshold; once up, half of the difference keeps it up. Or from
  /// a plateau at what guessing gives to clearly below. A score that lies there when the training
  /// set is first fit has left nothing: memory of other examples can be wrong more often than
  /// chance.
  private boolean hasLeft(double validation) {
    boolean wasUp = leftSince.isPresent();
    double up =
        Math.max(level, thresholds.free()) + (wasUp ? thresholds.clear() / 2 : thresholds.clear());
    return validation >= Math.min(up, thresholds.validation())
        || (hadPlateau && hasBeenAtGuessing && isBelowGuessing(validation));
  }

  private boolean isBelowGuessing(double validation) {
    return run.criterion().isLearnedBelowGuessing()
        && validation <= thresholds.guess() - thresholds.clear();
  }

  private boolean isRaised(double validation) {
    return validation >= thresholds.free() + thresholds.clear();
  }

  // --- what the detectors of sightings ask -----------------------------------------------------

  public void trainingSetChanged() {
    trainingSetChanged = true;
  }

  /// All phases so far, the present one last.
  public List<PhaseSpan> phases() {
    var all = new ArrayList<>(ended);
    if (current != null) {
      all.add(current.span());
    }
    return all;
  }

  public Optional<Phase> phase() {
    return Optional.ofNullable(current).map(stretch -> stretch.phase);
  }

  /// The first reading with a fit training set.
  public OptionalLong fitSince() {
    return fitSince;
  }

  /// The reading at which validation left the level of the plateau for good so far.
  public OptionalLong leftSince() {
    return leftSince;
  }

  public boolean hadPlateau() {
    return hadPlateau;
  }
}
