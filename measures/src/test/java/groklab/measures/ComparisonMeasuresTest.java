package groklab.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Comparison;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.data.SubjectData;
import groklab.lab.measure.meter.ComparisonMeter;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import groklab.lab.problem.ExampleSet;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Two steps of a run compared, against numbers found by other means.
class ComparisonMeasuresTest {
  private static final int P = 11;

  private static List<Comparison<?>> named(String name) {
    return Catalogue.select(List.of(name), "test").comparisons();
  }

  private static Map<String, double[]> weights(Subject.Model subject) {
    Map<String, double[]> all = new HashMap<>();
    subject.weights().forEach(w -> all.put(w.name(), Take.weights(subject, w.name())));
    return all;
  }

  private static void write(Subject.Model subject, Map<String, double[]> weights) {
    weights.forEach((name, values) -> Take.write(subject, name, values));
  }

  private static double[] moved(double[] values, Random random) {
    return Arrays.stream(values).map(v -> v + 0.4 * random.nextGaussian()).toArray();
  }

  // --- movement ----------------------------------------------------------------------------------

  @Test
  void weightsHalfAsLargeAgainAfterTenStepsMovedByATwentiethPerStep() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session _ = subject.session();
        var meter = new ComparisonMeter(subject, named("weights.updateRatio"))) {
      var before = meter.note(Comparison.With.PREVIOUS, 20);
      subject.weights().forEach(w -> Take.edit(subject, w.name(), v -> Take.scaled(v, 1.5)));
      var values = meter.take(30, List.of(before)).values();
      assertThat(values.get("weights.updateRatio")).isCloseTo(0.05, within(1e-9));
      assertThat(values.get("weights.updateRatio.embed.W_E")).isCloseTo(0.05, within(1e-9));
      assertThat(values.get("weights.updateRatio.blocks.0.mlp.b_in")).isNaN(); // 0 before and after
      assertThat(values).hasSize(1 + subject.weights().size());
    }
  }

  @Test
  void theRatioOfATensorIsItsOwnMovementOverItsOwnSize() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    try (Session _ = subject.session();
        var meter = new ComparisonMeter(subject, named("weights.updateRatio"))) {
      var before = meter.note(Comparison.With.PREVIOUS, 3);
      Map<String, double[]> old = weights(subject);
      Take.edit(subject, "output.W", w -> moved(w, new Random(1)));
      double[] now = Take.weights(subject, "output.W");
      double distance = 0;
      double size = 0;
      double all = 0;
      for (var entry : old.entrySet()) {
        for (int i = 0; i < entry.getValue().length; i++) {
          double v = entry.getValue()[i];
          all += v * v;
          if (entry.getKey().equals("output.W")) {
            size += v * v;
            distance += (now[i] - v) * (now[i] - v);
          }
        }
      }
      var values = meter.take(7, List.of(before)).values();
      assertThat(values.get("weights.updateRatio.output.W"))
          .isCloseTo(Math.sqrt(distance / size) / 4, within(1e-12));
      assertThat(values.get("weights.updateRatio"))
          .isCloseTo(Math.sqrt(distance / all) / 4, within(1e-12));
      assertThat(values.get("weights.updateRatio.layers.0.W")).isZero();
    }
  }

  // --- the line ----------------------------------------------------------------------------------

  /// Each loss by the measure `loss`, at weights that were written into the network one point after
  /// another.
  @Test
  void theBarrierIsThatOfTheLossesOfTheNetworksOnTheLine() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    try (Session _ = subject.session();
        var meter = new ComparisonMeter(subject, named("landscape.barrier"))) {
      Map<String, double[]> from = weights(subject);
      var before = meter.note(Comparison.With.PREVIOUS, 0);
      var random = new Random(3);
      Map<String, double[]> to = new HashMap<>();
      from.forEach((name, values) -> to.put(name, moved(Take.scaled(values, -1), random)));
      write(subject, to);
      var values = meter.take(1, List.of(before)).values();
      List<Probe> line = new ArrayList<>();
      for (int i = 0; i <= 10; i++) {
        double a = i / 10.0;
        Map<String, double[]> between = new HashMap<>();
        from.forEach((name, start) -> {
          double[] end = Objects.requireNonNull(to.get(name));
          double[] w = new double[start.length];
          Arrays.setAll(w, j -> (1 - a) * start[j] + a * end[j]);
          between.put(name, w);
        });
        write(subject, between);
        line.add(Take.probe(subject, "loss"));
      }
      for (String set : List.of("train", "validation")) {
        double[] losses = line.stream().mapToDouble(p -> p.value(set + ".loss")).toArray();
        double barrier = 0;
        double highest = losses[0];
        for (int i = 0; i <= 10; i++) {
          assertThat(values.get(set + ".barrier.loss." + 10 * i))
              .isCloseTo(losses[i], within(1e-12));
          barrier =
              Math.max(barrier, losses[i] - (losses[0] + i / 10.0 * (losses[10] - losses[0])));
          highest = Math.max(highest, losses[i]);
        }
        assertThat(values.get(set + ".barrier")).isCloseTo(barrier, within(1e-12));
        assertThat(values.get(set + ".barrier.aboveMean"))
            .isCloseTo(highest - (losses[0] + losses[10]) / 2, within(1e-12));
        assertThat(values.get(set + ".barrier.aboveHigherEnd"))
            .isCloseTo(highest - Math.max(losses[0], losses[10]), within(1e-12));
      }
    }
  }

  /// With squared errors and nothing but the last matrix moving, the loss is a parabola that opens
  /// upwards: nowhere above the line, and its second differences are all the same.
  @Test
  void aParabolaHasNoBarrier() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON + "loss = \"mean-squared-error\"\n", 1);
    try (Session _ = subject.session();
        var meter = new ComparisonMeter(subject, named("landscape.barrier"))) {
      var before = meter.note(Comparison.With.PREVIOUS, 0);
      Take.edit(subject, "output.W", w -> moved(w, new Random(2)));
      var values = meter.take(1, List.of(before)).values();
      assertThat(values.get("train.barrier")).isZero();
      assertThat(values.get("train.barrier.at")).isZero();
      double bend = second(values, 0);
      assertThat(bend).isGreaterThan(1e-4);
      for (int i = 1; i < 9; i++) {
        assertThat(second(values, i)).isCloseTo(bend, within(1e-13));
      }
    }
  }

  private static double second(Map<String, Double> values, int i) {
    return loss(values, i) - 2 * loss(values, i + 1) + loss(values, i + 2);
  }

  private static double loss(Map<String, Double> values, int i) {
    return Objects.requireNonNull(values.get("train.barrier.loss." + 10 * i));
  }

  // --- the final keys ----------------------------------------------------------------------------

  /// The definitions of arXiv 2301.05217, section 5.1, written out for the weights of step 100 and
  /// the keys of step 400.
  @Test
  void lossesWithTheFinalKeysAreThoseOfTheProjectionsOnThem() {
    RunSpec spec =
        new SpecReader().parse(Subjects.WIDE.replace("trainFraction = 0.5", "trainFraction = 0.8"));
    try (var trainer = new Trainer(spec, 1)) {
      var subject =
          new Subject.Model(spec, trainer.data(), trainer.network(), trainer.session(), true);
      trainer.initialise();
      train(trainer, 0, 100);
      Map<String, double[]> early = weights(subject);
      train(trainer, 100, 400);
      try (var meter = new ComparisonMeter(subject, named("fourier.finalKeys"));
          var data =
              new SubjectData(subject, List.of(new Need.OutputsOfWeights(ExampleSet.TABLE)))) {
        var last = meter.note(Comparison.With.LAST, 400);
        Probe end = Take.probe(subject, "fourier.keyFrequencies", "fourier.excludedLoss");
        int[] keys =
            end.values().keySet().stream()
                .filter(name -> name.startsWith("fourier.key."))
                .mapToInt(name -> Integer.parseInt(name.substring("fourier.key.".length())))
                .toArray();
        assertThat(keys).hasSizeGreaterThan(1);
        var atTheEnd = meter.take(400, List.of(last)).values();
        assertThat(atTheEnd.get("fourier.finalKeys")).isEqualTo(keys.length);
        assertThat(atTheEnd.get("fourier.finalKeys.excludedLoss"))
            .isEqualTo(end.value("fourier.excludedLoss"));

        write(subject, early);
        var values = meter.take(100, List.of(last)).values();
        assertThat(values).hasSize(5);
        var table = new Table(logits(subject, data), subject);
        assertThat(values.get("fourier.finalKeys.restrictedLoss"))
            .isCloseTo(table.restricted(keys, false), within(1e-5));
        assertThat(values.get("fourier.finalKeys.restrictedLoss.test"))
            .isCloseTo(table.restricted(keys, true), within(1e-5));
        assertThat(values.get("fourier.finalKeys.excludedLoss.allKeys"))
            .isCloseTo(table.excluded(keys), within(1e-5));
        assertThat(values.get("fourier.finalKeys.excludedLoss"))
            .isCloseTo(
                Arrays.stream(keys).mapToDouble(k -> table.excluded(k)).average().orElseThrow(),
                within(1e-5));
      }
    }
  }

  private static void train(Trainer trainer, long from, long to) {
    for (long step = from; step < to; step++) {
      trainer.step(step);
    }
  }

  /// The outputs in float64, `[cell][class]`, without the class of "=".
  private static double[][] logits(Subject.Model subject, ProbeData data) {
    double[] here = new double[subject.network().layout().count()];
    int at = 0;
    for (Subject.Weight w : subject.weights()) {
      System.arraycopy(Take.weights(subject, w.name()), 0, here, at, w.size());
      at += w.size();
    }
    var outputs = data.outputsOfWeights(ExampleSet.TABLE).apply(here);
    double[][] logits = new double[P * P][];
    Arrays.setAll(logits, cell -> Arrays.copyOf(outputs.row(cell), P));
    return logits;
  }

  private record Table(double[][] logits, Subject.Model subject) {

    /// The projections of each logit column on the unit vectors cos w_k(x+y) and sin w_k(x+y).
    double[][] projection(int... keys) {
      double[][] out = new double[P * P][P];
      for (int k : keys) {
        for (int phase = 0; phase < 2; phase++) {
          double[] unit = new double[P * P];
          double norm = 0;
          for (int cell = 0; cell < unit.length; cell++) {
            double angle = 2 * Math.PI * k * (cell / P + cell % P) / P;
            unit[cell] = phase == 0 ? Math.cos(angle) : Math.sin(angle);
            norm += unit[cell] * unit[cell];
          }
          for (int c = 0; c < P; c++) {
            double along = 0;
            for (int cell = 0; cell < unit.length; cell++) {
              along += logits[cell][c] * unit[cell] / norm;
            }
            for (int cell = 0; cell < unit.length; cell++) {
              out[cell][c] += along * unit[cell];
            }
          }
        }
      }
      return out;
    }

    double restricted(int[] keys, boolean unseen) {
      double[][] edited = projection(keys);
      for (int c = 0; c < P; c++) {
        double mean = 0;
        for (int cell = 0; cell < P * P; cell++) {
          mean += (logits[cell][c] - edited[cell][c]) / (P * P);
        }
        for (int cell = 0; cell < P * P; cell++) {
          edited[cell][c] += mean;
        }
      }
      return loss(edited, unseen ? subject.data().validationRows() : all());
    }

    double excluded(int... keys) {
      double[][] edited = projection(keys);
      for (int cell = 0; cell < P * P; cell++) {
        for (int c = 0; c < P; c++) {
          edited[cell][c] = logits[cell][c] - edited[cell][c];
        }
      }
      return loss(edited, subject.data().trainRows());
    }

    private static int[] all() {
      int[] cells = new int[P * P];
      Arrays.setAll(cells, cell -> cell);
      return cells;
    }

    private static double loss(double[][] logits, int[] cells) {
      double sum = 0;
      for (int cell : cells) {
        double answer = logits[cell][(cell / P + cell % P) % P];
        sum += Math.log(Arrays.stream(logits[cell]).map(z -> Math.exp(z - answer)).sum());
      }
      return sum / cells.length;
    }
  }

  // --- all ---------------------------------------------------------------------------------------

  @Test
  void everyComparisonRecordsWhatItsPageAnnouncesAndIsFoundByIt() {
    for (String toml : List.of(Subjects.TRANSFORMER, Subjects.PERCEPTRON)) {
      Subject.Model subject = Subjects.of(toml, 1);
      try (Session _ = subject.session()) {
        for (Comparison<?> comparison : Catalogue.comparisons()) {
          assertThat(ProbeMeter.obstacle(comparison, subject)).isEmpty();
          try (var meter = new ComparisonMeter(subject, List.of(comparison))) {
            var other = meter.note(comparison.with(), 0);
            var values = meter.take(5, List.of(other)).values();
            assertThat(values).isNotEmpty();
            assertThat(values.keySet())
                .allSatisfy(name -> assertThat(Catalogue.find(name)).contains(comparison));
            assertThat(meter.take(5, List.of()).values()).isEmpty();
          }
        }
      }
    }
  }
}
