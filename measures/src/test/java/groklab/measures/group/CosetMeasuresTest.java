package groklab.measures.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Subject;
import groklab.lab.probe.Probe;
import groklab.lab.problem.Pairs;
import groklab.measures.Subjects;
import groklab.measures.Take;
import groklab.zoo.task.Permutations;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CosetMeasuresTest {
  private static final String S4 =
      Subjects.PERMUTATIONS.replace("degree = 3", "degree = 4")
          + "[training]\nprecision = \"float64\"\n";
  private static final int N = 24;
  private static final int NEURONS = 12;
  private static final int[][] PERMUTATIONS = Permutations.inOrder(4);

  /// What each neuron of the first layer gets from each element on one side.
  private interface Part {
    double of(int[] permutation, int neuron);
  }

  private static void write(Subject.Model subject, int side, Part part) {
    Take.edit(
        subject,
        "layers.0.W",
        w -> {
          int vocabulary = w.length / NEURONS / 2;
          int first = subject.data().facet(Pairs.class).orElseThrow().firstElement();
          for (int g = 0; g < N; g++) {
            for (int i = 0; i < NEURONS; i++) {
              w[(side * vocabulary + first + g) * NEURONS + i] = part.of(PERMUTATIONS[g], i);
            }
          }
          return w;
        });
  }

  /// A function of the image of one point is constant on cosets of that point's stabiliser; half of
  /// the neurons are, two do not look at the operand at all, four are random.
  @Test
  void neuronsThatSeeOneImageOnlyAreTunedToItsStabiliser() {
    Subject.Model subject = Subjects.of(S4, 1);
    try (Session _ = subject.session()) {
      write(
          subject,
          0,
          (permutation, i) ->
              i < 6
                  ? Math.sqrt(1 + i + permutation[i % 4])
                  : i < 8 ? 0.7 : random(Arrays.hashCode(permutation) * 31L + i));
      Probe p = Take.probe(subject, "group.cosets");
      assertThat(p.value("group.cosets.left.dead")).isCloseTo(2 / 12.0, within(1e-15));
      assertThat(p.value("group.cosets.left.constant")).isCloseTo(6 / 10.0, within(1e-15));
      assertThat(p.value("group.cosets.left.median")).isCloseTo(0, within(1e-12));
      assertThat(p.value("group.cosets.left.median.shuffled")).isGreaterThan(0.1);
      assertThat(p.value("group.cosets.right.constant")).isZero();
      assertThat(p.value("group.cosets.right.dead")).isZero();
    }
  }

  private static double random(long number) {
    return RandomStream.of(number, "coset").normal(0);
  }

  /// The mean over the other operand of what a perceptron's first layer adds up is the operand's
  /// own part.
  @Test
  void aPerceptronsNeuronsAreTheRowsOfItsFirstLayer() {
    Subject.Model subject = Subjects.of(S4, 1);
    try (Session _ = subject.session()) {
      double[] w = Take.weights(subject, "layers.0.W");
      int vocabulary = w.length / NEURONS / 2;
      int first = subject.data().facet(Pairs.class).orElseThrow().firstElement();
      FiniteGroup group =
          FiniteGroup.ofPermutations(PERMUTATIONS, FiniteGroup.Composition.LEFT_FIRST);
      Probe p = Take.probe(subject, "group.cosets");
      for (int side = 0; side < 2; side++) {
        int from = (side * vocabulary + first) * NEURONS;
        Matrix rows = new Matrix(N, NEURONS, Arrays.copyOfRange(w, from, from + N * NEURONS));
        double[] lowest =
            Arrays.stream(CosetConcentration.best(rows, group, Subgroup.all(group)))
                .mapToDouble(CosetConcentration.Best::concentration)
                .sorted()
                .toArray();
        String name = "group.cosets." + (side == 0 ? "left" : "right");
        assertThat(p.value(name + ".median")).isCloseTo(lowest[5], within(1e-12));
        long below = Arrays.stream(lowest).filter(c -> c < 1).count();
        assertThat(p.value(name + ".belowOne")).isCloseTo(below / 12.0, within(1e-15));
      }
    }
  }

  /// sgn(a) + 2 is positive, so ReLU lets it pass, and centred it is the sign, a function of the
  /// left operand.
  @Test
  void theSignOfTheLeftOperandIsTheSignRepresentationOfIt() {
    Subject.Model subject = Subjects.of(S4, 1);
    try (Session _ = subject.session()) {
      write(subject, 0, (permutation, i) -> (1 + i) * (sign(permutation) + 2));
      write(subject, 1, (permutation, i) -> 0);
      Take.edit(subject, "layers.0.b", b -> new double[b.length]);
      Probe p = Take.probe(subject, "group.hiddenShare");
      assertThat(p.value("group.hiddenShare.1-1-1-1")).isCloseTo(1, within(1e-12));
      assertThat(p.value("group.hiddenShare.product.1-1-1-1")).isCloseTo(0, within(1e-12));
      assertThat(p.value("group.hiddenShare.3-1")).isCloseTo(0, within(1e-12));
    }
  }

  /// sgn(a)·sgn(b) = sgn(ab): two neurons, ReLU(2 + sgn a + sgn b) = 2 + sgn a + sgn b and ReLU(sgn
  /// a + sgn b) which is (1 + sgn a + sgn b + sgn ab)/2 on signs.
  @Test
  void aProductThatReLuMakesIsFoundInTheProduct() {
    Subject.Model subject = Subjects.of(S4, 1);
    try (Session _ = subject.session()) {
      write(subject, 0, (permutation, i) -> sign(permutation));
      write(subject, 1, (permutation, i) -> sign(permutation));
      Take.edit(subject, "layers.0.b", b -> new double[b.length]);
      Probe p = Take.probe(subject, "group.hiddenShare");
      assertThat(p.value("group.hiddenShare.1-1-1-1")).isCloseTo(1, within(1e-12));
      assertThat(p.value("group.hiddenShare.product.1-1-1-1")).isCloseTo(1 / 3.0, within(1e-12));
    }
  }

  @Test
  void anUnembeddingOfSignsIsTheSignRepresentation() {
    Subject.Model subject = Subjects.of(S4, 1);
    try (Session _ = subject.session()) {
      Take.edit(
          subject,
          "output.W",
          w -> {
            int classes = w.length / NEURONS;
            int first = subject.data().facet(Pairs.class).orElseThrow().firstElement();
            for (int c = 0; c < N; c++) {
              for (int i = 0; i < NEURONS; i++) {
                w[i * classes + first + c] = (i + 1) * sign(PERMUTATIONS[c]);
              }
            }
            return w;
          });
      Probe p = Take.probe(subject, "group.unembeddingShare");
      assertThat(p.value("group.unembeddingShare.1-1-1-1")).isCloseTo(1, within(1e-12));
      assertThat(p.value("group.unembeddingShare.4")).isCloseTo(0, within(1e-12));
    }
  }

  private static int sign(int[] permutation) {
    int sign = 1;
    for (int i = 0; i < permutation.length; i++) {
      for (int j = 0; j < i; j++) {
        sign *= permutation[j] > permutation[i] ? -1 : 1;
      }
    }
    return sign;
  }
}
