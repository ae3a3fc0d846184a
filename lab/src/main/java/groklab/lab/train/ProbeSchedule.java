package groklab.lab.train;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;

/// Decides at which steps a run is probed, from the spec, a cost model and the run's own numbers,
/// never from the clock: two machines record the same metrics.
///
/// The grid is log-spaced (each probe 1/50 of the step count after the last at density 1), four
/// times denser while the curves move (as the run's criterion says), and held back so that all
/// probes together cost at most a share of the training work, after an allowance of 20 probes for
/// the start. What it decides is a function of the probes so far, so a resumed run only has to show
/// it the recorded ones again.
final class ProbeSchedule {
  private static final double STANDARD_SPACING = 1.0 / 50;
  private static final int DENSER_WHEN_MOVING = 4;
  private static final int ALLOWANCE = 20;

  /// A validation loss whose natural logarithm changed by more than this since the last probe
  /// moves, whatever the criterion: it can move while accuracies do not.
  private static final double LOG_LOSS_MOVES = 0.1;

  private final RunCriterion criterion;
  private final double spacing;
  private final double probesPerStep;
  private long next;
  private long probes;
  private boolean moving;
  private double train = Double.NaN;
  private double validation = Double.NaN;
  private double validationLoss = Double.NaN;

  /// @param criterion decides when a curve moves
  /// @param density of the spec
  /// @param probeCost work of one probe
  /// @param stepCost work of one training step, same unit
  /// @param share of the training work that probes may cost at density 1
  ProbeSchedule(
      RunCriterion criterion, double density, double probeCost, double stepCost, double share) {
    this.criterion = criterion;
    this.spacing = STANDARD_SPACING / density;
    this.probesPerStep = share * density * stepCost / probeCost;
  }

  /// The step of the next probe.
  long next() {
    return next;
  }

  /// Whether the curves moved between the last two probes.
  boolean isMoving() {
    return moving;
  }

  /// Takes note of a probe and plans the next one.
  void probed(Probe probe) {
    double trained = criterion.value(probe, Probe.TRAIN);
    double validated = criterion.value(probe, Probe.VALIDATION);
    double loss = probe.valueOrNaN(Probe.VALIDATION_LOSS);
    moving =
        criterion.criterion().moves(train, trained)
            || criterion.criterion().moves(validation, validated)
            || lossMoves(validationLoss, loss);
    train = trained;
    validation = validated;
    validationLoss = loss;
    probes++;
    long gap = Math.max(1, (long) (probe.step() * spacing / (moving ? DENSER_WHEN_MOVING : 1)));
    long affordable = (long) Math.ceil((probes + 1 - ALLOWANCE) / probesPerStep);
    next = Math.max(probe.step() + gap, affordable);
  }

  private static boolean lossMoves(double before, double now) {
    return Math.abs(StrictMath.log(now) - StrictMath.log(before)) > LOG_LOSS_MOVES;
  }
}
