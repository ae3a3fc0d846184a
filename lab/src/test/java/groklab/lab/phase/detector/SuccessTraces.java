package groklab.lab.phase.detector;

import static groklab.lab.phase.detector.Trace.Curve.bump;
import static groklab.lab.phase.detector.Trace.Curve.constant;
import static groklab.lab.phase.detector.Trace.Curve.rise;

import groklab.lab.phase.Sighting.Kind;
import groklab.lab.phase.detector.Trace.Curve;
import groklab.lab.phase.detector.Trace.Maker;
import groklab.lab.phase.detector.Trace.Truth;
import groklab.lab.probe.Probe;
import java.util.List;

/// Constructed traces of runs that end on the right answers: grokking, and smooth learning that is
/// not.
final class SuccessTraces {
  static final Curve FIT = rise(80, 0.25);
  private static final Curve LATE = rise(6500, 0.15);
  private static final Known BINARY = Known.classification(2).withLookUp(0);

  private SuccessTraces() {}

  private static Maker grokking(String name) {
    return new Maker(name, Truth.GROKKING);
  }

  private static Maker smooth(String name) {
    return new Maker(name, Truth.COMPREHENSION);
  }

  static List<Trace> grokking() {
    return List.of(
        grokking("clean").accuracies(FIT, LATE).make(),
        grokking("noisy").accuracies(FIT, LATE).noise(0.02).make(),
        grokking("very noisy validation")
            .accuracies(FIT, LATE)
            .noise(Probe.VALIDATION_ACCURACY, 0.03)
            .grid(400, 40_000)
            .make(),
        grokking("sparse").accuracies(FIT, LATE).grid(20, 30_000).make(),
        grokking("dense").accuracies(FIT, LATE).grid(900, 30_000).noise(0.01).make(),
        grokking("probes every 100 steps").accuracies(FIT, LATE).linear(200, 20_000).make(),
        grokking("training spikes on the plateau")
            .accuracies(FIT.plus(bump(900, 0.002, -0.4)).plus(bump(2500, 0.002, -0.3)), LATE)
            .beside(Kind.LOSS_SPIKES)
            .make(),
        grokking("look-up plateau")
            .accuracies(FIT, LATE.between(0, 0.56).plus(rise(90, 0.3).between(0, 0.44)))
            .task(Known.classification(113).withLookUp(0.44))
            .make(),
        grokking("look-up plateau that nobody told of")
            .accuracies(FIT, LATE.between(0, 0.7).plus(rise(80, 0.3).between(0, 0.3)))
            .task(Known.classification(113))
            .make(),
        grokking("a third can be guessed, and nobody told how")
            .accuracies(FIT, rise(800, 0.15).between(0.34, 1).times(rise(70, 0.3)))
            .grid(300, 20_000)
            .noise(0.01)
            .make(),
        grokking("half way for a while, and up")
            .accuracies(FIT, rise(900, 0.1).between(0.6, 1).times(rise(70, 0.3)))
            .grid(300, 20_000)
            .make(),
        grokking("nothing known of the task")
            .accuracies(FIT.between(0.01, 1), LATE.between(0.01, 1))
            .task(Known.nothing())
            .make(),
        grokking("a million steps without weight decay")
            .accuracies(rise(400, 0.3), rise(200_000, 0.5))
            .grid(200, 1_000_000)
            .make(),
        grokking("broad transition").accuracies(FIT, rise(20_000, 1)).grid(150, 200_000).make(),
        grokking("two classes")
            .accuracies(FIT.between(0.5, 1), LATE.between(0.5, 1))
            .task(BINARY)
            .noise(0.01)
            .make(),
        grokking("train accuracy at every third probe only")
            .accuracies(FIT, LATE)
            .every(Probe.TRAIN_ACCURACY, 3)
            .make(),
        grokking("validation at every second probe only")
            .accuracies(FIT, LATE)
            .every(Probe.VALIDATION_ACCURACY, 2)
            .every(Probe.VALIDATION_LOSS, 2)
            .grid(200, 20_000)
            .make(),
        grokking("accuracies without losses")
            .put(Probe.TRAIN_ACCURACY, FIT)
            .put(Probe.VALIDATION_ACCURACY, LATE)
            .make(),
        grokking("regression: matrix completion")
            .put(Probe.TRAIN_LOSS, step -> Math.exp(-step / 8.0) + 1e-8)
            .put(Probe.VALIDATION_LOSS, LATE.between(0.9, 1e-4))
            .task(Known.nothing().withGuessLoss(1))
            .make(),
        grokking("regression: loss of guessing not told")
            .put(Probe.TRAIN_LOSS, step -> 2 * Math.exp(-step / 30.0) + 1e-6)
            .put(Probe.VALIDATION_LOSS, LATE.between(2.1, 1e-3))
            .task(Known.nothing())
            .make(),
        grokking("a plateau of a few hundred steps")
            .accuracies(rise(80, 0.25), rise(500, 0.15))
            .make(),
        grokking("a delay just below a thousand steps")
            .accuracies(FIT, rise(850, 0.15))
            .grid(400, 20_000)
            .make(),
        grokking("a short spike of validation on the plateau")
            .accuracies(FIT, LATE.plus(bump(700, 0.004, 0.9)))
            .make());
  }

  static List<Trace> smooth() {
    return List.of(
        smooth("fast, together").accuracies(rise(100, 0.4), rise(110, 0.4)).make(),
        smooth("slow, together")
            .accuracies(rise(20_000, 1), rise(22_000, 1))
            .grid(150, 1_000_000)
            .make(),
        smooth("slow and broad, together")
            .accuracies(rise(5_000, 2), rise(6_000, 2))
            .grid(200, 10_000_000)
            .noise(0.01)
            .make(),
        smooth("a delay of thousands of steps, but no plateau")
            .accuracies(rise(20_000, 0.8), rise(35_000, 0.8))
            .grid(150, 1_000_000)
            .make(),
        smooth("a fast fit and a broad rise of validation")
            .accuracies(rise(1_000, 0.3), rise(1_000, 2))
            .grid(200, 10_000_000)
            .make(),
        smooth("validation trails, sparse")
            .accuracies(rise(10_000, 1), rise(15_000, 1))
            .grid(30, 1_000_000)
            .make(),
        smooth("linear in the step")
            .accuracies(step -> Math.min(1, step / 50_000.0), step -> Math.min(1, step / 56_000.0))
            .linear(200, 80_000)
            .make(),
        smooth("linear, noisy")
            .accuracies(step -> Math.min(1, step / 50_000.0), step -> Math.min(1, step / 56_000.0))
            .linear(200, 80_000)
            .noise(0.02)
            .make(),
        smooth("fresh batches: validation is as good as train")
            .accuracies(rise(3_000, 0.6), rise(3_000, 0.6))
            .noise(0.01)
            .make(),
        smooth("validation ahead of train (dropout)")
            .accuracies(rise(3_000, 0.6), rise(2_000, 0.6))
            .make(),
        smooth("two classes, together")
            .accuracies(rise(500, 0.5).between(0.5, 1), rise(600, 0.5).between(0.5, 1))
            .task(BINARY)
            .noise(0.01)
            .make(),
        smooth("a delay of less than three times")
            .accuracies(FIT, rise(300, 0.15))
            .grid(400, 20_000)
            .make(),
        smooth("look-up of nearly everything")
            .accuracies(FIT, rise(100, 0.3))
            .task(Known.classification(113).withLookUp(0.9))
            .make(),
        smooth("power law of the losses, with accuracies")
            .accuracies(
                step -> 1 - 1 / (1 + Math.pow(step / 3e3, 1.5)),
                step -> 1 - 1 / (1 + Math.pow(step / 4e3, 1.5)))
            .grid(150, 1_000_000)
            .make(),
        smooth("a bump of validation on the way up")
            .accuracies(rise(5_000, 1), rise(6_000, 1).plus(bump(2_000, 0.05, 0.3)))
            .grid(150, 1_000_000)
            .make(),
        smooth("regression: power law, together")
            .put(Probe.TRAIN_LOSS, step -> 1 / (1 + step / 100.0))
            .put(Probe.VALIDATION_LOSS, step -> 1 / (1 + step / 130.0))
            .task(Known.nothing().withGuessLoss(1))
            .grid(150, 1_000_000)
            .make(),
        smooth("regression: slow, validation trails")
            .put(Probe.TRAIN_LOSS, step -> 1 / (1 + step / 1_000.0))
            .put(Probe.VALIDATION_LOSS, step -> 1 / (1 + step / 2_500.0))
            .task(Known.nothing())
            .grid(150, 1_000_000)
            .make(),
        smooth("regression: noise in the targets")
            .put(Probe.TRAIN_LOSS, step -> 1 / (1 + step / 200.0) + 0.002)
            .put(Probe.VALIDATION_LOSS, step -> 1 / (1 + step / 300.0) + 0.01)
            .task(Known.nothing().withGuessLoss(1))
            .grid(150, 1_000_000)
            .make());
  }

  /// Runs that grok, with the measures of what goes on inside.
  static List<Trace> inside() {
    Curve norm = rise(90, 0.3).between(42, 60).plus(rise(7_000, 0.12).between(0, -30));
    Curve slowNorm = rise(90, 0.3).between(42, 60).plus(rise(3_000, 1).between(0, -10));
    Curve excluded =
        step ->
            Math.pow(10, FIT.between(0.7, -5).at(step) + rise(3_000, 0.5).between(0, 6).at(step));
    Curve restricted = rise(3_500, 0.4).between(20, 0.01);
    return List.of(
        grokking("circuit formation and cleanup")
            .accuracies(FIT, LATE)
            .put("weights.l2", norm)
            .put("fourier.restrictedLoss", restricted)
            .put("fourier.excludedLoss", excluded)
            .beside(Kind.CIRCUIT_FORMATION, Kind.CLEANUP)
            .make(),
        grokking("circuit formation, norm that falls slowly")
            .accuracies(FIT, LATE)
            .put("weights.l2", slowNorm)
            .put("fourier.restrictedLoss", restricted)
            .put("fourier.excludedLoss", excluded)
            .beside(Kind.CIRCUIT_FORMATION)
            .make(),
        grokking("Fourier measures that say nothing")
            .accuracies(FIT, LATE)
            .put("weights.l2", slowNorm)
            .put("fourier.restrictedLoss", constant(12))
            .put("fourier.excludedLoss", constant(1e-5))
            .noise("fourier.restrictedLoss", 1)
            .noise("fourier.excludedLoss", 1e-6)
            .make(),
        grokking("norm alone")
            .accuracies(FIT, LATE)
            .put("weights.l2", norm)
            .beside(Kind.CLEANUP)
            .make(),
        smooth("excluded loss rises along with validation")
            .accuracies(rise(3_000, 0.6), rise(3_200, 0.6))
            .put("weights.l2", constant(40))
            .put("fourier.restrictedLoss", rise(3_000, 0.6).between(20, 0.01))
            .put("fourier.excludedLoss", rise(3_000, 0.6).between(4, 9))
            .make());
  }
}
