package groklab.lab.phase.detector;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Sighting.Kind;
import groklab.lab.phase.detector.Trace.Curve;
import groklab.lab.phase.detector.Trace.Maker;
import groklab.lab.phase.detector.Trace.Truth;
import groklab.lab.probe.Probe;
import java.util.LinkedHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Families of traces with random parameters: what must never fire, and what always must.
class RandomTracesTest {
  private static final int TRACES = 500;

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /// Log-uniform.
  private static double scale(Random random, double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  /// Validation follows train at a distance of at most its own width, so that it is half way up
  /// when train is done.
  @Test
  void noSmoothRandomTraceIsGrokking() {
    var random = new Random(1);
    for (int i = 0; i < TRACES; i++) {
      double middle = scale(random, 100, 100_000);
      double width = scale(random, 0.3, 2);
      double behind = between(random, -0.2, 1) * width;
      var trace =
          new Maker("smooth " + i, Truth.COMPREHENSION)
              .accuracies(
                  Curve.rise(middle, width), Curve.rise(middle * Math.pow(10, behind), width))
              .noise(between(random, 0, 0.03))
              .grid(20 + random.nextInt(400), 100_000_000)
              .make();
      assertThat(trace.detector().sightings())
          .as("middle %s, width %s, behind %s", middle, width, behind)
          .extracting(Sighting::kind)
          .doesNotContain(Kind.GROKKING, Kind.SEMI_GROKKING, Kind.MISGROKKING);
    }
  }

  @Test
  void everyRandomDelayedTraceIsGrokking() {
    var random = new Random(2);
    for (int i = 0; i < TRACES; i++) {
      double fit = scale(random, 30, 3_000);
      double middle = Math.max(3_000, fit * scale(random, 12, 300));
      double width = scale(random, 0.05, 0.6);
      var trace =
          new Maker("delayed " + i, Truth.GROKKING)
              .accuracies(Curve.rise(fit, 0.3), Curve.rise(middle, width))
              .noise(between(random, 0, 0.015))
              .grid(60 + random.nextInt(400), Math.round(middle * 100))
              .make();
      assertThat(Trace.detected(trace.detector()))
          .as("fit %s, middle %s, width %s", fit, middle, width)
          .isEqualTo(Truth.GROKKING);
    }
  }

  /// Spikes of the training loss at random probes over a norm that grows smoothly are no
  /// slingshots.
  @Test
  void spikesOverASmoothNormAreNoSlingshots() {
    var random = new Random(3);
    for (int i = 0; i < TRACES; i++) {
      double power = between(random, 0, 0.3);
      double often = between(random, 0.01, 0.2);
      var spikes = new Random(i);
      var trace =
          new Maker("spikes " + i, Truth.MEMORISATION)
              .linear(200, 20_000)
              .put(Probe.TRAIN_ACCURACY, SuccessTraces.FIT.between(0, 0.9999))
              .put(Probe.TRAIN_LOSS, _ -> spikes.nextDouble() < often ? 0.3 : 1e-4)
              .put("weights.l2.unembed.W_U", step -> 10 * Math.pow(1 + step / 100.0, power))
              .make();
      assertThat(trace.detector().sightings())
          .extracting(Sighting::kind)
          .doesNotContain(Kind.SLINGSHOT);
    }
  }

  /// Whatever is measured where, a detector takes it and says something that can be read.
  @Test
  void anyMeasureMayBeMissingFromAnyProbe() {
    var random = new Random(4);
    for (var trace : TraceSuiteTest.all()) {
      var detector = trace.task().detector();
      for (var probe : trace.probes()) {
        var some = new LinkedHashMap<>(probe.values());
        some.keySet().removeIf(_ -> random.nextInt(3) == 0);
        detector.accept(new Probe(probe.step(), some));
      }
      assertThat(detector.phases()).isNotEmpty();
      assertThat(detector.phases()).extracting(PhaseSpan::step).isSorted();
    }
  }
}
