package groklab.lab.train;

import java.util.Map;

/// Decides at which steps a run is probed, from the spec, a cost model and the run's own numbers, never from the clock:
/// two machines record the same metrics.
///
/// The grid is log-spaced (each probe 1/50 of the step count after the last at density 1), four times denser while the
/// curves move, and held back so that all probes together cost at most a tenth of the training work after an
/// allowance of 40 probes for the start.
final class ProbeSchedule {
  private static final double STANDARD_SPACING = 1.0 / 50;
  private static final int DENSER_WHEN_MOVING = 4;
  private static final double SHARE = 0.1;
  private static final int ALLOWANCE = 40;

  /// An accuracy that changed by more than this since the last probe moves.
  private static final double ACCURACY_MOVES = 0.01;

  /// A loss whose natural logarithm changed by more than this moves.
  private static final double LOG_LOSS_MOVES = 0.1;

  private final double spacing;
  private final double probesPerStep;
  private long next;
  private long probes;
  private double trainAccuracy = Double.NaN;
  private double validationAccuracy = Double.NaN;
  private double validationLoss = Double.NaN;

  /// @param density of the spec
  /// @param probeCost work of one probe
  /// @param stepCost work of one training step, same unit
  ProbeSchedule(double density, double probeCost, double stepCost) {
    this.spacing = STANDARD_SPACING / density;
    this.probesPerStep = SHARE * density * stepCost / probeCost;
  }

  /// The step of the next probe.
  long next() {
    return next;
  }

  /// Takes note of a probe and plans the next one.
  void probed(long step, Behaviour.Summary train, Behaviour.Summary validation) {
    boolean moving =
        moves(trainAccuracy, train.accuracy(), ACCURACY_MOVES)
            || moves(validationAccuracy, validation.accuracy(), ACCURACY_MOVES)
            || moves(Math.log(validationLoss), Math.log(validation.loss()), LOG_LOSS_MOVES);
    trainAccuracy = train.accuracy();
    validationAccuracy = validation.accuracy();
    validationLoss = validation.loss();
    probes++;
    long gap = Math.max(1, (long) (step * spacing / (moving ? DENSER_WHEN_MOVING : 1)));
    long affordable = (long) Math.ceil((probes + 1 - ALLOWANCE) / probesPerStep);
    next = Math.max(step + gap, affordable);
  }

  private static boolean moves(double before, double now, double threshold) {
    return Math.abs(now - before) > threshold;
  }

  /// What a checkpoint must hold to go on.
  Map<String, Double> state() {
    return Map.of(
        "next", (double) next,
        "probes", (double) probes,
        "trainAccuracy", trainAccuracy,
        "validationAccuracy", validationAccuracy,
        "validationLoss", validationLoss);
  }

  /// Goes on from a [#state].
  void restore(Map<String, Double> state) {
    next = (long) (double) state.get("next");
    probes = (long) (double) state.get("probes");
    trainAccuracy = state.get("trainAccuracy");
    validationAccuracy = state.get("validationAccuracy");
    validationLoss = state.get("validationLoss");
  }
}
