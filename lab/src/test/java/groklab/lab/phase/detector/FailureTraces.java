package groklab.lab.phase.detector;

import static groklab.lab.phase.detector.SuccessTraces.FIT;
import static groklab.lab.phase.detector.Trace.Curve.bump;
import static groklab.lab.phase.detector.Trace.Curve.constant;
import static groklab.lab.phase.detector.Trace.Curve.rise;

import groklab.lab.phase.Sighting.Kind;
import groklab.lab.phase.detector.Trace.Curve;
import groklab.lab.phase.detector.Trace.Maker;
import groklab.lab.phase.detector.Trace.Truth;
import groklab.lab.probe.Probe;
import java.util.List;

/// Constructed traces of runs that do not end on the right answers, or of which little was
/// measured.
final class FailureTraces {
  private static final Curve CHANCE = constant(0.009);

  private FailureTraces() {}

  private static Maker memorising(String name) {
    return new Maker(name, Truth.MEMORISATION);
  }

  static List<Trace> confusion() {
    return List.of(
        new Maker("flat", Truth.CONFUSION).accuracies(CHANCE, CHANCE).make(),
        new Maker("flat and noisy", Truth.CONFUSION).accuracies(CHANCE, CHANCE).noise(0.03).make(),
        new Maker("diverges", Truth.CONFUSION)
            .accuracies(
                step -> step < 900 ? FIT.at(step) : Double.NaN,
                step -> step < 900 ? 0.01 : Double.NaN)
            .make(),
        new Maker("weight decay wins after fitting", Truth.CONFUSION)
            .accuracies(FIT.plus(rise(2_000, 0.3).between(0, -0.95)), CHANCE)
            .make(),
        new Maker("regression: losses stay", Truth.CONFUSION)
            .put(Probe.TRAIN_LOSS, rise(500, 1).between(1, 0.8))
            .put(Probe.VALIDATION_LOSS, rise(500, 1).between(1, 0.95))
            .task(Known.nothing().withGuessLoss(1))
            .make());
  }

  static List<Trace> memorisation() {
    return List.of(
        memorising("no progress").accuracies(FIT, CHANCE).make(),
        memorising("memorising, noisy")
            .accuracies(FIT, constant(0.02))
            .noise(0.02)
            .grid(400, 20_000)
            .make(),
        memorising("censored before the transition")
            .accuracies(FIT, rise(60_000, 0.15))
            .grid(120, 30_000)
            .make(),
        memorising("a late bump of validation")
            .accuracies(FIT, CHANCE.plus(bump(5_000, 0.05, 0.08)))
            .make(),
        memorising("two probes of validation at 0.97")
            .accuracies(FIT, CHANCE.plus(step -> step > 3_000 && step < 3_400 ? 0.96 : 0))
            .make(),
        memorising("look-up only")
            .accuracies(FIT, rise(90, 0.4).between(0, 0.44))
            .task(Known.classification(59).withLookUp(0.44))
            .noise(0.01)
            .make(),
        memorising("over-fitting at 0.6, badly calibrated")
            .accuracies(FIT, rise(70, 0.3).between(0, 0.6))
            .make(),
        memorising("regression: train only")
            .put(Probe.TRAIN_LOSS, step -> Math.exp(-step / 50.0) + 1e-9)
            .put(Probe.VALIDATION_LOSS, constant(1).plus(rise(2_000, 1)))
            .task(Known.nothing().withGuessLoss(1))
            .make(),
        memorising("no validation set")
            .put(Probe.TRAIN_ACCURACY, FIT)
            .put(Probe.TRAIN_LOSS, FIT.between(5, 1e-6))
            .make(),
        memorising("no validation set, regression")
            .put(Probe.TRAIN_LOSS, step -> Math.exp(-step / 50.0) + 1e-9)
            .task(Known.nothing())
            .make());
  }

  static List<Trace> halfWay() {
    Curve half = rise(3_000, 0.1).between(0, 0.5);
    return List.of(
        new Maker("semi-grokking", Truth.SEMI_GROKKING)
            .accuracies(FIT, half)
            .put(Probe.VALIDATION_LOSS, rise(3_000, 0.2).between(18, 1.5))
            .make(),
        new Maker("semi-grokking, noisy", Truth.SEMI_GROKKING)
            .accuracies(FIT, half)
            .put(Probe.VALIDATION_LOSS, rise(3_000, 0.2).between(18, 1.5))
            .noise(0.01)
            .make(),
        new Maker("semi-grokking, no losses", Truth.SEMI_GROKKING)
            .put(Probe.TRAIN_ACCURACY, FIT)
            .put(Probe.VALIDATION_ACCURACY, half)
            .make(),
        new Maker("half way for a while, then all the way", Truth.GROKKING)
            .accuracies(FIT, half.plus(rise(30_000, 0.1).between(0, 0.5)))
            .put(Probe.VALIDATION_LOSS, rise(3_000, 0.2).between(18, 1.5))
            .grid(250, 200_000)
            .make(),
        new Maker("still rising at the end", Truth.TRANSITION)
            .accuracies(FIT, rise(20_000, 0.6))
            .make(),
        new Maker("a wrong rule", Truth.MISGROKKING)
            .accuracies(FIT, half)
            .put(Probe.VALIDATION_LOSS, rise(3_000, 0.2).between(24, 11))
            .make(),
        new Maker("a wrong rule, noisy", Truth.MISGROKKING)
            .accuracies(FIT, rise(3_000, 0.1).between(0, 0.33))
            .put(Probe.VALIDATION_LOSS, rise(3_000, 0.2).between(24, 14))
            .noise(0.01)
            .make(),
        new Maker("the opposite of two classes", Truth.MISGROKKING)
            .accuracies(FIT.between(0.5, 1), rise(3_000, 0.1).between(0.5, 0.1))
            .put(Probe.VALIDATION_LOSS, rise(3_000, 0.2).between(2, 9))
            .task(Known.classification(2).withLookUp(0))
            .make());
  }

  static List<Trace> lost() {
    Curve upAndDown = rise(3_000, 0.15).plus(rise(40_000, 0.15).between(0, -0.5));
    Curve traps = step -> step > 30_000 ? 4 : 0;
    return List.of(
        new Maker("collapse", Truth.COLLAPSED).accuracies(FIT, upAndDown).grid(150, 100_000).make(),
        new Maker("collapse, noisy", Truth.COLLAPSED)
            .accuracies(FIT, upAndDown)
            .noise(0.02)
            .grid(250, 100_000)
            .make(),
        new Maker("collapse with traps", Truth.COLLAPSED)
            .accuracies(FIT, upAndDown)
            .put("spectrum.alpha.fc1", rise(30_000, 0.3).between(3.6, 0.9))
            .put("spectrum.traps.fc1", traps)
            .grid(150, 100_000)
            .beside(Kind.OVERTRAINED_SPECTRUM)
            .make(),
        new Maker("alpha below 2 from the start, nothing lost", Truth.GROKKING)
            .accuracies(FIT, rise(3_000, 0.15))
            .put("spectrum.alpha.fc1", rise(500, 0.5).between(2.07, 1.39))
            .put("spectrum.traps.fc1", constant(0))
            .make(),
        new Maker("thrown off after generalising", Truth.LOST)
            .accuracies(
                FIT.plus(rise(40_000, 0.05).between(0, -0.9)),
                rise(3_000, 0.15).plus(rise(40_000, 0.05).between(0, -0.9)))
            .grid(150, 100_000)
            .make(),
        new Maker("thrown off, the training set fit again first", Truth.LOST)
            .accuracies(
                FIT.plus(bump(40_000, 0.05, -0.9)),
                rise(3_000, 0.15).plus(rise(40_000, 0.05).between(0, -0.9)))
            .grid(250, 100_000)
            .beside(Kind.LOSS_SPIKES)
            .make(),
        new Maker("thrown off and back again", Truth.GROKKING)
            .accuracies(
                FIT.plus(bump(20_000, 0.05, -0.9)),
                rise(3_000, 0.15).plus(bump(20_000, 0.08, -0.9)))
            .grid(250, 100_000)
            .beside(Kind.LOSS_SPIKES)
            .make(),
        new Maker("a dip that comes back", Truth.GROKKING)
            .accuracies(FIT, rise(3_000, 0.15).plus(bump(12_000, 0.002, -0.6)))
            .make(),
        new Maker("collapse of a regression", Truth.COLLAPSED)
            .put(Probe.TRAIN_LOSS, step -> Math.exp(-step / 50.0) + 1e-9)
            .put(Probe.VALIDATION_LOSS, rise(3_000, 0.15).between(1, 1e-3).plus(rise(40_000, 0.2)))
            .task(Known.nothing().withGuessLoss(1))
            .grid(150, 100_000)
            .make(),
        new Maker("continued on less data", Truth.UN_GROKKED)
            .accuracies(
                constant(1), step -> step < 1_000 ? 1 : rise(3_000, 0.3).between(1, 0.05).at(step))
            .linear(100, 10_000)
            .changedAt(1_000)
            .make(),
        new Maker("continued on less data, noisy", Truth.UN_GROKKED)
            .accuracies(FIT, rise(120, 0.3).plus(rise(4_000, 0.3).between(0, -0.9)))
            .noise(0.02)
            .linear(200, 10_000)
            .changedAt(1_000)
            .make());
  }

  static List<Trace> weightsOnly() {
    return List.of(
        new Maker("weights only", Truth.UNDETERMINED).put("weights.l2", constant(40)).make(),
        new Maker("weights only, norm that drops", Truth.UNDETERMINED)
            .put("weights.l2", rise(7_000, 0.12).between(60, 30))
            .beside(Kind.CLEANUP)
            .make(),
        new Maker("weights only, traps appear", Truth.UNDETERMINED)
            .put("weights.l2", rise(100, 2).between(40, 90))
            .put("spectrum.alpha.fc1", rise(9_000, 0.3).between(3.6, 0.9))
            .put("spectrum.traps.fc1", step -> step > 9_000 ? 3 : 0)
            .beside(Kind.OVERTRAINED_SPECTRUM)
            .make(),
        new Maker("validation only, at chance", Truth.UNDETERMINED)
            .put(Probe.VALIDATION_ACCURACY, CHANCE)
            .make());
  }
}
