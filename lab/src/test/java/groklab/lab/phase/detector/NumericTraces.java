package groklab.lab.phase.detector;

import static groklab.lab.phase.detector.SuccessTraces.FIT;
import static groklab.lab.phase.detector.Trace.Curve.constant;
import static groklab.lab.phase.detector.Trace.Curve.rise;

import groklab.lab.phase.Sighting.Kind;
import groklab.lab.phase.detector.Trace.Curve;
import groklab.lab.phase.detector.Trace.Maker;
import groklab.lab.phase.detector.Trace.Truth;
import groklab.lab.probe.Probe;
import java.util.List;

/// Constructed traces with slingshots, softmax collapse, and what only looks like them.
final class NumericTraces {
  private static final String LAST = "weights.l2.unembed.W_U";
  private static final Curve CHANCE = constant(0.009);

  private NumericTraces() {}

  private static Maker memorising(String name) {
    return new Maker(name, Truth.MEMORISATION).linear(200, 20_000);
  }

  /// A norm that creeps, and within each 5,000 steps from 4,000 on grows by a fifth in 800 steps,
  /// then rests.
  private static Curve cycles() {
    return step -> {
      double norm = 10 + step * 1e-6;
      for (long from = 4_000; from <= step; from += 5_000) {
        norm *= 1 + 0.2 * Math.min(1, (step - from) / 800.0);
      }
      return norm;
    };
  }

  /// 1 at the probe after each fast growth, 0 elsewhere.
  private static Curve afterGrowth() {
    return step -> step >= 4_000 && (step - 4_000) % 5_000 == 800 ? 1 : 0;
  }

  private static Maker spiking(String name, String tensor, Curve norm, Curve spikes) {
    return memorising(name)
        .put(Probe.TRAIN_LOSS, FIT.between(4.7, 1e-4).plus(spikes.between(0, 0.5)))
        .put(Probe.TRAIN_ACCURACY, FIT.plus(spikes.between(0, -0.05)))
        .put(Probe.VALIDATION_ACCURACY, CHANCE)
        .put(tensor, norm);
  }

  static List<Trace> slingshots() {
    Curve creep = step -> 10 + step * 1e-4;
    return List.of(
        spiking("slingshots", LAST, cycles(), afterGrowth())
            .beside(Kind.SLINGSHOT, Kind.LOSS_SPIKES)
            .make(),
        spiking("slingshots in the norm of all weights", "weights.l2", cycles(), afterGrowth())
            .beside(Kind.SLINGSHOT, Kind.LOSS_SPIKES)
            .make(),
        spiking("slingshots, ten times the probes", LAST, cycles(), afterGrowth())
            .linear(2_000, 20_000)
            .beside(Kind.SLINGSHOT, Kind.LOSS_SPIKES)
            .make(),
        spiking("slingshots between the probes", LAST, cycles(), constant(0))
            .put(Probe.TRAIN_LOSS_MAX, FIT.between(4.8, 2e-4).plus(afterGrowth().between(0, 0.5)))
            .beside(Kind.SLINGSHOT, Kind.LOSS_SPIKES)
            .make(),
        spiking("slingshots, noisy norm", LAST, cycles(), afterGrowth())
            .noise(LAST, 1e-3)
            .noise(Probe.TRAIN_LOSS, 1e-6)
            .beside(Kind.SLINGSHOT, Kind.LOSS_SPIKES)
            .make(),
        spiking("spikes of the loss while the norm creeps", LAST, creep, afterGrowth())
            .beside(Kind.LOSS_SPIKES)
            .make(),
        spiking("growth of the norm without spikes", LAST, cycles(), constant(0)).make(),
        spiking(
                "steady fast growth with spikes",
                LAST,
                step -> 10 * Math.exp(step * 1e-4),
                afterGrowth())
            .beside(Kind.LOSS_SPIKES)
            .make(),
        spiking(
                "spikes before the growth",
                LAST,
                cycles(),
                step -> step == 3_000 || step == 8_000 ? 1 : 0)
            .beside(Kind.LOSS_SPIKES)
            .make(),
        spiking("a bump of validation, no spike", LAST, creep, constant(0))
            .put(Probe.VALIDATION_ACCURACY, CHANCE.plus(Curve.bump(9_000, 0.03, 0.08)))
            .make());
  }

  /// A loss and accuracies, no norms; 36 spikes of a single step each.
  private static Maker withoutNorms(String name) {
    Curve spikes = step -> step >= 2_000 && step % 500 == 100 ? 1 : 0;
    return new Maker(name, Truth.MEMORISATION)
        .put(Probe.TRAIN_LOSS, FIT.between(4.7, 1e-4).plus(spikes.between(0, 0.5)))
        .put(Probe.TRAIN_ACCURACY, FIT)
        .put(Probe.VALIDATION_ACCURACY, CHANCE);
  }

  static List<Trace> spikes() {
    return List.of(
        withoutNorms("36 spikes, every step seen")
            .linear(20_000, 20_000)
            .beside(Kind.LOSS_SPIKES)
            .make(),
        withoutNorms("36 spikes, every fifth step seen")
            .linear(4_000, 20_000)
            .beside(Kind.LOSS_SPIKES)
            .make(),
        withoutNorms("36 spikes, all between the probes").linear(222, 20_000).make(),
        withoutNorms("36 spikes between the probes, in the highest loss")
            .linear(222, 20_000)
            .put(
                Probe.TRAIN_LOSS_MAX,
                step -> FIT.between(4.8, 2e-4).at(step) + (step > 2_000 && step % 500 < 90 ? 1 : 0))
            .beside(Kind.LOSS_SPIKES)
            .make(),
        withoutNorms("a spike between any two probes")
            .linear(222, 20_000)
            .put(Probe.TRAIN_LOSS, FIT.between(4.7, 1e-4))
            .put(Probe.TRAIN_LOSS_MAX, FIT.between(4.8, 1))
            .make(),
        withoutNorms("a loss that rises and stays")
            .put(Probe.TRAIN_LOSS, FIT.between(4.7, 1e-4).plus(rise(8_000, 0.02).between(0, 0.5)))
            .linear(200, 20_000)
            .make());
  }

  static List<Trace> softmaxCollapse() {
    var share = "numerics.softmaxCollapseShare";
    var zero = "numerics.zeroGradientShare";
    return List.of(
        memorising("softmax collapse")
            .accuracies(FIT, CHANCE)
            .put(share, rise(5_000, 0.3))
            .put(zero, rise(5_000, 0.3).between(0, 0.9))
            .beside(Kind.SOFTMAX_COLLAPSE)
            .make(),
        memorising("zero gradients only")
            .accuracies(FIT, CHANCE)
            .put(zero, rise(5_000, 0.3))
            .beside(Kind.SOFTMAX_COLLAPSE)
            .make(),
        memorising("rounded sums that teach on")
            .task(Known.classification(113).withLookUp(0).withTeachingOn())
            .accuracies(FIT, CHANCE)
            .put(share, rise(5_000, 0.3))
            .put(zero, rise(5_000, 0.3).between(0, 0.9))
            .make(),
        memorising("two probes of collapse")
            .accuracies(FIT, CHANCE)
            .put(share, step -> step == 5_000 || step == 5_100 ? 0.9 : 0.01)
            .make(),
        memorising("less than half collapsed")
            .accuracies(FIT, CHANCE)
            .put(share, rise(5_000, 0.3).between(0, 0.45))
            .make());
  }
}
