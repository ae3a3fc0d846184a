package groklab.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Targets;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.Trainer;
import groklab.measures.common.HiddenUnits;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.common.cyclic.CyclicTask;
import groklab.measures.common.cyclic.KeyFrequencies;
import groklab.measures.common.cyclic.NeuronFrequencies;
import groklab.measures.common.cyclic.SumCells;
import groklab.measures.fourier.LogitCosines;
import groklab.measures.fourier.ProgressLosses;
import groklab.measures.fourier.TokenSpectrum;
import groklab.measures.spectrum.CorrelationTraps;
import groklab.measures.spectrum.PowerLaw;
import groklab.measures.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the catalogue records is what the analysis says of the same matrices.
class PluggedMeasuresTest {
  private static final int P = 11;
  private static final int STEPS = 400;

  /// Copies what a probe sees.
  private static Measure spy(List<Need> needs, BiConsumer<String, Matrix> seen) {
    return new SimpleMeasure(
        Catalogue.find("loss").orElseThrow().page(),
        subject -> needs,
        subject -> Optional.empty(),
        costs -> 0,
        subject ->
            (data, into) -> {
              for (Need need : needs) {
                switch (need) {
                  case Need.Outputs(ExampleSet set) ->
                      seen.accept("outputs", copy(data.outputs(set)));
                  case Need.Activations(ExampleSet set, String hook, Need.At at) ->
                      seen.accept(hook, copy(data.activations(set, hook, at)));
                  case Need.Weights _ -> data.weights().forEach((n, w) -> seen.accept(n, copy(w)));
                  default -> throw new IllegalArgumentException(need.toString());
                }
              }
            });
  }

  private static Matrix copy(Matrix m) {
    return new Matrix(m.rows(), m.cols(), m.values().clone());
  }

  private record Seen(Probe probe, Map<String, Matrix> matrices, Subject.Model subject) {
    Matrix matrix(String name) {
      return Objects.requireNonNull(matrices.get(name), name);
    }
  }

  /// A transformer after some hundred steps on most of the table.
  private static Seen measured() {
    RunSpec spec =
        new SpecReader().parse(Subjects.WIDE.replace("trainFraction = 0.5", "trainFraction = 0.8"));
    try (var trainer = new Trainer(spec, 1)) {
      trainer.initialise();
      for (long step = 0; step < STEPS; step++) {
        trainer.step(step);
      }
      var subject =
          new Subject.Model(spec, trainer.data(), trainer.network(), trainer.session(), true);
      Map<String, Matrix> matrices = new HashMap<>();
      List<Measure> measures = new ArrayList<>(Catalogue.all());
      measures.remove(Catalogue.find("loss").orElseThrow()); // the spy goes by its page
      measures.add(
          spy(
              List.of(
                  new Need.Weights(),
                  new Need.Outputs(ExampleSet.TABLE),
                  HiddenUnits.need(subject, ExampleSet.TABLE)),
              matrices::put));
      try (var meter = new ProbeMeter(subject, measures)) {
        return new Seen(meter.take(STEPS), matrices, subject);
      }
    }
  }

  private static Matrix logits(Seen seen) {
    Matrix outputs = seen.matrix("outputs");
    double[] out = new double[P * P * P];
    for (int cell = 0; cell < P * P; cell++) {
      System.arraycopy(outputs.values(), cell * (P + 1), out, cell * P, P);
    }
    return new Matrix(P * P, P, out);
  }

  @Test
  void progressMeasuresAreThoseOfTheLogitsWithoutTheColumnOfEquals() {
    Seen seen = measured();
    Probe p = seen.probe();
    Matrix logits = logits(seen);
    int[] keys =
        p.values().keySet().stream()
            .filter(n -> n.startsWith("fourier.key."))
            .mapToInt(n -> Integer.parseInt(n.substring("fourier.key.".length())))
            .toArray();
    assertThat(p.value("fourier.keyFrequencies")).isEqualTo(keys.length);
    assertThat(p.lists().get("fourier.keys"))
        .containsExactlyElementsOf(Arrays.stream(keys).mapToObj(k -> (double) k).toList());
    assertThat(keys).as("key frequencies").isNotEmpty();
    AnswerCells cells = SumCells.of(P, seen.subject().data().trainRows());
    var losses = ProgressLosses.onLogits(logits, cells);
    assertThat(p.value("fourier.restrictedLoss")).isEqualTo(losses.restricted(keys).all());
    assertThat(p.value("fourier.restrictedLoss.test")).isEqualTo(losses.restricted(keys).test());
    double all = losses.excluded(AnswerCells.Part.TRAIN, keys);
    assertThat(p.value("fourier.excludedLoss.allKeys")).isEqualTo(all);
    double[] each = losses.excludedEach(AnswerCells.Part.TRAIN, keys);
    assertThat(p.lists().get("fourier.excludedLoss.byKey"))
        .containsExactlyElementsOf(Arrays.stream(each).boxed().toList());
    double mean = keys.length == 0 ? all : Arrays.stream(each).sum() / each.length;
    assertThat(p.value("fourier.excludedLoss")).isCloseTo(mean, within(1e-15));
    assertThat(p.value("fourier.logitFve")).isEqualTo(LogitCosines.centred(logits).fve(keys));
  }

  @Test
  void neuronsAndEmbeddingAreReadInTheOrderOfTheElements() {
    Seen seen = measured();
    Matrix post = seen.matrix("blocks.0.mlp.hook_post");
    var neurons = NeuronFrequencies.of(post, P);
    double[] best = Arrays.stream(neurons.best()).filter(v -> !Double.isNaN(v)).toArray();
    Probe p = seen.probe();
    assertThat(p.value("fourier.neuronFve")).isEqualTo(Arrays.stream(best).sum() / best.length);
    assertThat(p.value("fourier.neuronFve.clusters"))
        .isEqualTo(KeyFrequencies.supported(neurons, 0.85, 5).length);
    int[] sizes = neurons.clusterSizes(0.85);
    List<Double> tuned =
        IntStream.range(1, sizes.length)
            .filter(k -> sizes[k] > 0)
            .mapToObj(k -> (double) k)
            .toList();
    assertThat(p.lists().get("fourier.neuronFve.frequencies")).containsExactlyElementsOf(tuned);
    assertThat(p.lists().get("fourier.neuronFve.neurons"))
        .containsExactlyElementsOf(tuned.stream().map(k -> (double) sizes[k.intValue()]).toList());
    assertThat(p.value("fourier.neuronFve.dead"))
        .isEqualTo((neurons.count() - best.length) / (double) neurons.count());
    var rows = new Matrix(P, 16, Arrays.copyOf(seen.matrix("embed.W_E").values(), P * 16));
    assertThat(p.value("fourier.embedding.gini")).isEqualTo(TokenSpectrum.of(rows).giniOfNorms());
  }

  @Test
  void spectraAreThoseOfTheWeightMatrices() {
    Seen seen = measured();
    String name = "blocks.0.mlp.W_in";
    Matrix w = seen.matrix(name);
    Spectrum spectrum = Spectrum.of(w);
    Probe p = seen.probe();
    assertThat(p.value("spectrum.stableRank." + name)).isEqualTo(spectrum.stableRank());
    assertThat(p.value("spectrum.effectiveRank." + name)).isEqualTo(spectrum.effectiveRank());
    assertThat(p.value("spectrum.entropy." + name)).isEqualTo(spectrum.normalisedEntropy());
    var fit = (PowerLaw.Fit) PowerLaw.fit(spectrum.eigenvalues());
    assertThat(p.value("spectrum.alpha." + name)).isEqualTo(fit.alpha());
    assertThat(p.value("spectrum.tailSize." + name)).isEqualTo(fit.tail());
    long seed = seen.subject().spec().seed();
    assertThat(p.value("spectrum.traps." + name))
        .isEqualTo(CorrelationTraps.of(w, seed, 1).perReplica());
  }

  /// A network whose inputs enter by their sum alone treats both embeddings alike; and where it
  /// answers every pair of one sum alike, the symmetries hold.
  @Test
  void gradientsAreTakenOfBothEmbeddingVectors() {
    Subject.Model subject =
        Subjects.of(Subjects.WIDE + "causal = false\npositions = \"none\"\n", 1);
    try (Session session = subject.session()) {
      var view = subject.network().layout().view("blocks.0.attn.W_Q");
      session.write(Slot.VALUES, view.offset(), new double[view.size()]);
      var names = List.of("clock.gradientSymmetricity", "fourier.symmetry");
      try (var meter = new ProbeMeter(subject, Catalogue.select(names, "test").measures())) {
        Probe p = meter.take(0);
        assertThat(p.value("clock.gradientSymmetricity")).isCloseTo(1, within(1e-6));
        assertThat(p.value("fourier.symmetry.swap")).isGreaterThan(0.9);
      }
    }
    assertThat(measured().probe().value("clock.gradientSymmetricity")).isBetween(-1.0, 0.999);
  }

  @Test
  void whatDoesNotApplySaysWhy() {
    Subject.Model quadratic = Subjects.of("[task]\nmodulus = 5\noperation = \"quadratic\"\n", 1);
    try (Session _ = quadratic.session();
        var meter = new ProbeMeter(quadratic, Catalogue.all())) {
      assertThat(meter.notApplicable().get("fourier.restrictedLoss"))
          .startsWith("quadratic modulo 5 is no addition in a cyclic group under other names");
      assertThat(meter.notApplicable().get("group.similarity"))
          .isEqualTo("the task is not composition of permutations");
    }
    Subject.Model deep =
        Subjects.of(Subjects.PERCEPTRON.replace("width = 9", "width = 9\nhiddenLayers = 2"), 1);
    try (Session _ = deep.session();
        var meter = new ProbeMeter(deep, Catalogue.all())) {
      assertThat(meter.notApplicable())
          .containsEntry(
              "fourier.neuronFve",
              "it is defined for one hidden layer of neurons, and the network has 2")
          .containsEntry("representation.attention", "the network has no attention heads")
          .doesNotContainKey("fourier.restrictedLoss");
    }
  }

  /// Multiplication and division read their elements as powers of a generator, with the class of 0
  /// left out; the other operations keep the order of the table. All answers of a perfect table are
  /// then x + y.
  @Test
  void everyCyclicTaskIsAnAdditionUnderItsLabels() {
    for (String operation : List.of("add", "subtract", "multiply", "divide")) {
      for (String tokens : List.of("pair", "equation")) {
        Subject.Model subject =
            Subjects.of(
                ("[task]\nmodulus = 7\noperation = \"%s\"\ntokens = "
                        + "\"%s\"\n[model]\nwidth = 8\nheads = 2\nmlpWidth = 8\n")
                    .formatted(operation, tokens),
                1);
        try (Session _ = subject.session()) {
          CyclicTask task = CyclicTask.of(subject).orElseThrow();
          int m = task.order();
          int scored = subject.data().targets().positions().length;
          int classes = subject.data().targets().width();
          int examples = subject.data().examples();
          double[] perfect = new double[examples * scored * classes];
          for (int e = 0; e < examples; e++) {
            perfect[
                    e * scored * classes
                        + ((Targets.Classes) subject.data().targets()).ids()[e * scored]] =
                1;
          }
          Matrix logits =
              task.logits(
                  new Matrix(examples * scored, classes, perfect),
                  new Matrix(m * m, m, new double[m * m * m]));
          for (int cell = 0; cell < m * m; cell++) {
            int sum = (cell / m + cell % m) % m;
            assertThat(logits.get(cell, sum)).as(operation + " " + tokens).isEqualTo(1);
            assertThat(task.cells().answers()[cell]).isEqualTo(sum);
          }
        }
      }
    }
  }
}
