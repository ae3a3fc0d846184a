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
          .doesNotContain(Kind.GROKKING, Kind.SEMI_GROKKING, Kind.MISGROKKING, Kind.STANDSTILL);
    }
  }

  /// Validation is somewhere between guessing and its threshold when the training set is fit, and
  /// rises from there as a line, a logistic or a power law in decades of steps, and late.
  @Test
  void noRiseThatGoesOnAllTheTimeIsAStandstill() {
    var random = new Random(5);
    for (int i = 0; i < TRACES; i++) {
      double fit = scale(random, 30, 3_000);
      double level = between(random, 0.15, 0.7);
      double decades = between(random, 0.6, 3);
      double end = fit * Math.pow(10, decades);
      Curve validation =
          switch (i % 3) {
            case 0 -> step -> Math.clamp(level + (1 - level) * along(step, fit, decades), 0, 1);
            case 1 -> {
              double before = Math.log(level / (1 - level));
              yield step -> 1 / (1 + Math.exp(-before - (4 - before) * along(step, fit, decades)));
            }
            default ->
                step -> 1 - (1 - level) * Math.pow(0.02 / (1 - level), along(step, fit, decades));
          };
      var trace =
          new Maker("rising " + i, Truth.COMPREHENSION)
              .accuracies(Curve.rise(fit / 2, 0.2), validation)
              .noise(between(random, 0, 0.02))
              .grid(60 + random.nextInt(400), Math.round(end * 30))
              .make();
      assertThat(trace.detector().sightings())
          .as("shape %s, fit %s, level %s, decades %s", i % 3, fit, level, decades)
          .extracting(Sighting::kind)
          .doesNotContain(Kind.GROKKING, Kind.STANDSTILL);
    }
  }

  /// How far along some decades a step is: 0 at the fit and before.
  private static double along(long step, double fit, double decades) {
    return Math.max(0, Math.log10((step + 1) / fit) / decades);
  }

  /// A raised level that holds for up to nine times the fit, and then a rise that is shorter.
  @Test
  void everyRaisedPlateauThatIsLongerThanItsRiseIsGrokking() {
    var random = new Random(6);
    for (int i = 0; i < TRACES; i++) {
      double fit = scale(random, 30, 3_000);
      double level = between(random, 0.25, 0.65);
      double middle = fit * scale(random, 6, 12);
      double width = between(random, 0.05, 0.2);
      var trace =
          new Maker("raised " + i, Truth.GROKKING)
              .accuracies(Curve.rise(fit / 2, 0.3), Curve.rise(middle, width).between(level, 1))
              .noise(between(random, 0, 0.01))
              .grid(150 + random.nextInt(400), Math.round(middle * 100))
              .make();
      assertThat(Trace.detected(trace.detector()))
          .as("fit %s, level %s, middle %s, width %s", fit, level, middle, width)
          .isEqualTo(Truth.GROKKING);
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
