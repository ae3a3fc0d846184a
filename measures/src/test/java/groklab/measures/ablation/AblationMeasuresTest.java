package groklab.measures.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.data.SubjectData;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import groklab.lab.problem.ExampleSet;
import groklab.measures.CyclicTables;
import groklab.measures.Subjects;
import groklab.measures.Take;
import groklab.measures.common.cyclic.CyclicLabels;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.SumComponents;
import groklab.measures.common.synergy.HiddenSynergy;
import groklab.measures.fourier.TokenSpectrum;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an edit of the graph does, against the same damage written into the weights.
class AblationMeasuresTest {
  private static final String FLOAT64 = "[training]\nprecision = \"float64\"\n";
  private static final String TRANSFORMER =
      """
      [task]
      modulus = 7
      trainFraction = 0.4
      [model]
      layers = 2
      width = 8
      heads = 2
      mlpWidth = 12
      attentionBias = true
      init = "default"
      """
          + FLOAT64;
  private static final String PERCEPTRON =
      """
      [task]
      modulus = 7
      tokens = "pair"
      trainFraction = 0.5
      [model]
      kind = "mlp"
      width = 14
      """
          + FLOAT64;

  private static final String TRANSFORMER_FLAT =
      "[task]\n"
          + "modulus = 7\n"
          + "[model]\n"
          + "width = 8\n"
          + "heads = 2\n"
          + "mlpWidth = 12\n"
          + "[training]\n"
          + "precision = \"float64\"\n";

  private static double[] zeroRows(double[] matrix, int cols, IntPredicate removed) {
    double[] out = matrix.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = removed.test(i / cols) ? 0 : out[i];
    }
    return out;
  }

  private static void assertSameAnswers(Probe ablation, String name, Probe damaged) {
    for (String set : List.of("train", "validation")) {
      assertThat(ablation.value(name + "." + set + ".loss"))
          .isCloseTo(damaged.value(set + ".loss"), within(1e-12));
      assertThat(ablation.value(name + "." + set + ".accuracy"))
          .isEqualTo(damaged.value(set + ".accuracy"));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
  void zeroingAHeadIsZeroingItsRowsOfTheOutputMatrix(int layer, int head) {
    Subject.Model subject = Subjects.of(TRANSFORMER, 1);
    try (Session _ = subject.session()) {
      Probe p = Take.probe(subject, "ablation.heads", "loss");
      Take.edit(
          subject,
          "blocks.%d.attn.W_O".formatted(layer),
          w -> zeroRows(w, 8, row -> row / 4 == head));
      String name = "ablation.head.%d.%d.zero".formatted(layer, head);
      Probe damaged = Take.probe(subject, "loss", "accuracy");
      assertSameAnswers(p, name, damaged);
      double train = damaged.value("train.loss") - p.value("train.loss");
      double validation = damaged.value("validation.loss") - p.value("validation.loss");
      assertThat(p.value(name + ".specificity"))
          .isCloseTo((validation - train) / (Math.abs(train) + Math.abs(validation)), within(1e-6));
    }
  }

  /// In the last block only the scored position counts, so the mean of z there can be written into
  /// the bias of W_O.
  @Test
  void averagingAHeadIsZeroingItAndAddingItsMeanToTheBias() {
    Subject.Model subject = Subjects.of(TRANSFORMER, 1);
    var z = new Need.Activations(ExampleSet.TRAIN, "blocks.1.attn.hook_z", Need.At.ALL);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(z))) {
      Probe p = Take.probe(subject, "ablation.heads");
      Matrix all = data.activations(ExampleSet.TRAIN, z.hook(), Need.At.ALL);
      int length = subject.data().inputs().length();
      double[] mean = new double[8];
      for (int r = length - 1; r < all.rows(); r += length) {
        for (int i = 0; i < 8; i++) {
          mean[i] += all.get(r, i) * length / all.rows();
        }
      }
      double[] w = Take.edit(subject, "blocks.1.attn.W_O", m -> zeroRows(m, 8, r -> r < 4));
      Take.edit(
          subject,
          "blocks.1.attn.b_O",
          b -> {
            for (int i = 0; i < 4; i++) {
              for (int j = 0; j < 8; j++) {
                b[j] += mean[i] * w[i * 8 + j];
              }
            }
            return b;
          });
      assertSameAnswers(p, "ablation.head.1.0.mean", Take.probe(subject, "loss", "accuracy"));
    }
  }

  /// Of a block that is not the last, at all positions.
  @Test
  void averagingAndZeroingDiffer() {
    Subject.Model subject = Subjects.of(TRANSFORMER, 1);
    try (Session _ = subject.session()) {
      Probe p = Take.probe(subject, "ablation.heads");
      assertThat(p.value("ablation.head.0.0.mean.train.loss"))
          .isNotEqualTo(p.value("ablation.head.0.0.zero.train.loss"));
    }
  }

  /// Seven tokens; six units follow frequency 1 of a + b, five frequency 2, and three are mixed.
  private static void plantFrequencies(Subject.Model subject) {
    double[] w = new double[14 * 14];
    for (int token = 0; token < 14; token++) {
      for (int unit = 0; unit < 14; unit++) {
        double angle = 2 * Math.PI * (token % 7) / 7;
        w[token * 14 + unit] =
            unit < 6
                ? Math.cos(angle + unit)
                : unit < 11
                    ? Math.cos(2 * angle + unit)
                    : Math.cos(angle) + Math.cos(2 * angle) + Math.cos(3 * angle + unit);
      }
    }
    double[] b = new double[14];
    Arrays.fill(b, 10); // keeps every unit on the linear side of its ReLU
    Take.write(subject, "layers.0.W", w);
    Take.write(subject, "layers.0.b", b);
  }

  @Test
  void unitsAreRemovedByTheirFrequency() {
    Subject.Model subject = Subjects.of(PERCEPTRON, 1);
    try (Session _ = subject.session()) {
      plantFrequencies(subject);
      Probe p = Take.probe(subject, "ablation.neurons");
      assertThat(p.value("ablation.neurons.key.count")).isEqualTo(11);
      assertThat(p.value("ablation.neurons.largest.count")).isEqualTo(6);
      assertThat(p.value("ablation.neurons.largest.frequency")).isEqualTo(1);
      assertRemoved(subject, p, "ablation.neurons.key", unit -> unit < 11);
      assertRemoved(subject, p, "ablation.neurons.rest", unit -> unit >= 11);
      assertRemoved(subject, p, "ablation.neurons.largest", unit -> unit < 6);
    }
  }

  private static void assertRemoved(
      Subject.Model subject, Probe p, String name, IntPredicate removed) {
    double[] before = Take.edit(subject, "output.W", w -> zeroRows(w, 7, removed));
    assertSameAnswers(p, name, Take.probe(subject, "loss", "accuracy"));
    Take.write(subject, "output.W", before);
  }

  @Test
  void withoutClustersNothingIsKey() {
    Subject.Model subject = Subjects.of(PERCEPTRON, 1);
    try (Session _ = subject.session()) {
      Probe p = Take.probe(subject, "ablation.neurons", "ablation.logits", "loss");
      assertThat(p.value("ablation.neurons.key.count")).isZero();
      assertThat(p.value("ablation.neurons.largest.frequency")).isZero();
      assertThat(p.value("ablation.neurons.key.train.loss"))
          .isCloseTo(p.value("train.loss"), within(1e-14));
      assertThat(p.value("ablation.neurons.key.specificity")).isNaN();
      assertRemoved(subject, p, "ablation.neurons.rest", unit -> true);
      assertThat(p.value("ablation.logits.withoutKey.validation.loss"))
          .isCloseTo(p.value("validation.loss"), within(1e-14));
    }
  }

  @Test
  void theSynergisticGroupAndItsComplementAreRemoved() {
    Subject.Model subject = Subjects.of(PERCEPTRON, 1);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(HiddenSynergy.need()))) {
      List<Integer> group = HiddenSynergy.of(data).orElseThrow().lowest().neurons();
      Probe p = Take.probe(subject, "ablation.synergy");
      assertThat(p.value("ablation.synergy.group.count")).isEqualTo(group.size()).isPositive();
      assertRemoved(subject, p, "ablation.synergy.group", group::contains);
      assertRemoved(subject, p, "ablation.synergy.complement", unit -> !group.contains(unit));
    }
  }

  /// The last token, "=", is no element of the group and keeps its row.
  @Test
  void theEmbeddingLosesTheFrequenciesAndNothingElse() {
    Subject.Model subject = Subjects.of(TRANSFORMER, 1);
    try (Session _ = subject.session()) {
      double[] w = Take.weights(subject, "embed.W_E");
      CyclicLabels labels = CyclicTables.add(7);
      double[] shift =
          FrequencyAblation.shift(subject, new Matrix(8, 8, w), labels, new int[] {1, 3});
      double[] left = w.clone();
      Arrays.setAll(left, i -> w[i] + shift[i]);
      assertThat(Arrays.copyOfRange(shift, 56, 64)).containsOnly(0);
      double[] before = TokenSpectrum.of(new Matrix(7, 8, Arrays.copyOf(w, 56))).power();
      double[] after = TokenSpectrum.of(new Matrix(7, 8, Arrays.copyOf(left, 56))).power();
      assertThat(after[1]).isCloseTo(0, within(1e-28));
      assertThat(after[3]).isCloseTo(0, within(1e-28));
      assertThat(after[0]).isCloseTo(before[0], within(1e-12));
      assertThat(after[2]).isCloseTo(before[2], within(1e-12));
    }
  }

  /// At first there is no key frequency, so all tokens are left with their mean.
  @ParameterizedTest
  @ValueSource(
      strings = {
        TRANSFORMER_FLAT,
        "[task]\n"
            + "modulus = 7\n"
            + "tokens = \"pair\"\n"
            + "[model]\n"
            + "kind = \"mlp\"\n"
            + "width = 9\n"
            + "input = \"embedding\"\n"
            + "embeddingWidth = 8\n"
            + "[training]\n"
            + "precision = \"float64\"\n"
      })
  void shiftingTokensIsChangingTheEmbedding(String toml) {
    Subject.Model subject = Subjects.of(toml, 1);
    try (Session _ = subject.session()) {
      Probe p = Take.probe(subject, "ablation.embedding", "loss");
      assertThat(p.value("ablation.embedding.keyCount")).isZero();
      assertThat(p.value("ablation.embedding.withoutKey.train.loss"))
          .isCloseTo(p.value("train.loss"), within(1e-13));
      Take.edit(
          subject,
          "embed.W_E",
          w -> {
            for (int i = 0; i < 8; i++) {
              double mean = 0;
              for (int t = 0; t < 7; t++) {
                mean += w[t * 8 + i] / 7;
              }
              for (int t = 0; t < 7; t++) {
                w[t * 8 + i] = mean;
              }
            }
            return w;
          });
      assertThat(p.value("ablation.embedding.onlyKey.train.loss"))
          .isCloseTo(Take.probe(subject, "loss").value("train.loss"), within(1e-12));
    }
  }

  @Test
  void outputsLoseTheFrequenciesOfTheSum() {
    CyclicLabels labels = CyclicTables.multiply(7);
    double[] values = new double[49 * 7];
    Arrays.setAll(values, i -> Math.sin(3 * i + 0.1 * i * i));
    Matrix outputs = new Matrix(49, 7, values);
    var components = SumComponents.of(labels.activations(outputs), 6);
    Matrix less = FrequencyAblation.less(outputs, labels, components.projection(2));
    var left = SumComponents.of(labels.activations(less), 6);
    assertThat(energy(left, 2)).isCloseTo(0, within(1e-26));
    assertThat(energy(left, 1)).isCloseTo(energy(components, 1), within(1e-12));
    assertThat(less.row(0)).as("0 times anything is outside the group").isEqualTo(outputs.row(0));
  }

  /// The sum of the squared coefficients of a frequency, over all columns.
  private static double energy(SumComponents components, int frequency) {
    int[] rows = FourierBasis.of(components.order()).rowsOf(frequency);
    return components.coefficients().rows(rows).sumOfSquares();
  }

  @Test
  void specificityRunsFromMemoryToRule() {
    assertThat(AblationEffect.specificity(2, 0)).isEqualTo(-1);
    assertThat(AblationEffect.specificity(2, -3)).isEqualTo(-1);
    assertThat(AblationEffect.specificity(2, 2)).isZero();
    assertThat(AblationEffect.specificity(0, 5)).isEqualTo(1);
    assertThat(AblationEffect.specificity(0, 0)).isNaN();
  }

  @Test
  void whatDoesNotApplySaysWhy() {
    Subject.Model permutations =
        Subjects.of("[task]\nkind = \"permutations\"\ndegree = 3\n[model]\nwidth = 8\n", 1);
    try (Session _ = permutations.session();
        var meter = new ProbeMeter(permutations, Catalogue.all())) {
      for (String name : List.of("ablation.neurons", "ablation.embedding", "ablation.logits")) {
        assertThat(meter.notApplicable().get(name))
            .as(name)
            .startsWith(
                "compose on 6 permutations is no addition in a cyclic group under other names");
      }
    }
    Subject.Model perceptron = Subjects.of(PERCEPTRON, 1);
    try (Session _ = perceptron.session();
        var meter = new ProbeMeter(perceptron, Catalogue.all())) {
      assertThat(meter.notApplicable())
          .containsEntry("ablation.heads", "the network has no attention heads")
          .containsEntry("ablation.embedding", "the input is one-hot, so there is no embedding");
    }
    Subject.Model regression = Subjects.of(PERCEPTRON + "loss = \"mean-squared-error\"\n", 1);
    try (Session _ = regression.session();
        var meter = new ProbeMeter(regression, Catalogue.all())) {
      assertThat(meter.notApplicable())
          .containsEntry(
              "numerics.softmaxCollapseShare", "the loss mean-squared-error takes no softmax")
          .containsEntry("circuit.complexity", "the loss mean-squared-error takes no softmax");
    }
  }
}
