package groklab.lab.measure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.HessianProduct;
import groklab.lab.measure.function.LossFunction;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.problem.ExampleSet;
import groklab.measures.Subjects;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubjectDataTest {
  private static final Need WEIGHTS = new Need.Weights();
  private static final Need TRAIN = new Need.Outputs(ExampleSet.TRAIN);
  private static final Need TABLE = new Need.Outputs(ExampleSet.TABLE);
  private static final String POST = "blocks.0.mlp.hook_post";

  @Test
  void everyNeedIsMetOncePerProbeHoweverManyMeasuresAsk() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session _ = subject.session();
        var meter = new ProbeMeter(subject, Catalogue.all())) {
      for (int probe = 0; probe < 3; probe++) {
        meter.take(probe);
        Map<Need, Integer> met = meter.data().met();
        assertThat(met).isNotEmpty();
        assertThat(met.entrySet())
            .filteredOn(e -> e.getKey() instanceof Need.Shared)
            .allSatisfy(e -> assertThat(e.getValue()).as(e.getKey().toString()).isEqualTo(1));
      }
    }
  }

  @Test
  void aNeedThatNobodyAsksForIsNotMet() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(WEIGHTS, TRAIN, new Need.Gradient()))) {
      data.begin(List.of());
      assertThat(data.met()).isEmpty();
      data.weights("embed.W_E");
      data.weights("unembed.W_U");
      assertThat(data.met()).containsOnly(Map.entry(WEIGHTS, 1));
    }
  }

  @Test
  void whatIsNotDeclaredIsRefused() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(WEIGHTS))) {
      assertThatThrownBy(() -> data.outputs(ExampleSet.TRAIN))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("which it does not name among its needs");
    }
  }

  @Test
  void aSetsOutputsAreTheRowsOfTheTableInItsOrder() {
    for (String toml : List.of(Subjects.TRANSFORMER, Subjects.PERCEPTRON)) {
      Subject.Model subject = Subjects.of(toml, 1);
      try (Session _ = subject.session();
          var both = new SubjectData(subject, List.of(TRAIN, TABLE));
          var alone = new SubjectData(subject, List.of(TRAIN))) {
        Matrix train = both.outputs(ExampleSet.TRAIN);
        assertThat(train.values())
            .isEqualTo(both.outputs(ExampleSet.TABLE).rows(subject.data().trainRows()).values())
            .isEqualTo(alone.outputs(ExampleSet.TRAIN).values());
        assertThat(train.rows()).isEqualTo(subject.data().trainRows().length);
      }
    }
  }

  /// Activations at the scored position are those rows of the activations at all positions, and
  /// asking for them does not change the outputs.
  @Test
  void activationsComeAtTheScoredPositionsOrAtAll() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    var scored = new Need.Activations(ExampleSet.VALIDATION, POST, Need.At.SCORED);
    var all = new Need.Activations(ExampleSet.VALIDATION, POST, Need.At.ALL);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(scored, all, TABLE));
        var plain = new SubjectData(subject, List.of(TABLE))) {
      Matrix last = data.activations(ExampleSet.VALIDATION, POST, Need.At.SCORED);
      Matrix every = data.activations(ExampleSet.VALIDATION, POST, Need.At.ALL);
      int examples = subject.data().validationRows().length;
      assertThat(last.rows()).isEqualTo(examples);
      assertThat(last.cols()).isEqualTo(12);
      assertThat(every.rows()).isEqualTo(3 * examples);
      int[] lastOfEach = new int[examples];
      for (int i = 0; i < examples; i++) {
        lastOfEach[i] = 3 * i + 2;
      }
      assertThat(every.rows(lastOfEach).values()).isEqualTo(last.values());
      assertThat(data.outputs(ExampleSet.TABLE).values())
          .isEqualTo(plain.outputs(ExampleSet.TABLE).values());
    }
  }

  @Test
  void aNewProbeSeesNewWeights() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session session = subject.session();
        var data = new SubjectData(subject, List.of(WEIGHTS, TRAIN, new Need.InitialWeights()))) {
      double[] before = data.weights("embed.W_E").values().clone();
      assertThat(data.initialWeights("embed.W_E").values()).isEqualTo(before);
      double[] outputs = data.outputs(ExampleSet.TRAIN).values().clone();
      double[] other = before.clone();
      other[0] += 1;
      session.write(Slot.VALUES, subject.network().layout().view("embed.W_E").offset(), other);
      data.begin(List.of(WEIGHTS, TRAIN));
      assertThat(data.weights("embed.W_E").get(0, 0)).isCloseTo(before[0] + 1, within(1e-6));
      assertThat(data.outputs(ExampleSet.TRAIN).values()).isNotEqualTo(outputs);
      assertThat(data.initialWeights("embed.W_E").values()).isEqualTo(before);
    }
  }

  @Test
  void theGradientAndTheLossFunctionAgree() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    var loss = new Need.LossOfWeights(ExampleSet.TRAIN);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(WEIGHTS, new Need.Gradient(), loss));
        var meter = new ProbeMeter(subject, Catalogue.core())) {
      LossFunction function = data.loss(ExampleSet.TRAIN);
      double[] here = function.here();
      double[] gradient = new double[function.dimension()];
      double value = function.withGradient(here, gradient);
      assertThat(value).isCloseTo(meter.take(0).value("train.loss"), within(1e-13));
      int at = 0;
      for (Subject.Weight w : subject.weights()) {
        double[] part = data.gradient(w.name()).values();
        for (int i = 0; i < part.length; i++) {
          assertThat(gradient[at + i]).isCloseTo(part[i], within(1e-15));
        }
        at += part.length;
      }
      double[] elsewhere = here.clone();
      elsewhere[3] += 0.5;
      assertThat(function.at(elsewhere)).isNotEqualTo(value);
      assertThat(data.weights(subject.weights().getFirst().name()).values()[3])
          .as("the subject's weights are not touched")
          .isEqualTo(here[3]);
    }
  }

  /// ∇L(w + εv) − ∇L(w − εv) = 2ε Hv + O(ε³)
  @Test
  void theHessianIsTheSlopeOfTheGradient() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    var loss = new Need.LossOfWeights(ExampleSet.TRAIN);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(new Need.HessianProducts(), loss))) {
      LossFunction function = data.loss(ExampleSet.TRAIN);
      HessianProduct hessian = data.hessian();
      int n = hessian.dimension();
      double[] v = new double[n];
      for (int i = 0; i < n; i++) {
        v[i] = Math.sin(i);
      }
      double[] product = new double[n];
      hessian.apply(v, product);
      double epsilon = 1e-5;
      double[] ahead = shifted(function, v, epsilon);
      double[] behind = shifted(function, v, -epsilon);
      for (int i = 0; i < n; i++) {
        assertThat(product[i]).isCloseTo((ahead[i] - behind[i]) / (2 * epsilon), within(1e-8));
      }
      assertThat(Arrays.stream(product).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-3);
    }
  }

  private static double[] shifted(LossFunction function, double[] v, double epsilon) {
    double[] w = function.here();
    for (int i = 0; i < w.length; i++) {
      w[i] += epsilon * v[i];
    }
    double[] gradient = new double[w.length];
    function.withGradient(w, gradient);
    return gradient;
  }

  @Test
  void sharedWorkIsCountedOnce() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    Need scores = new Need.Scores(ExampleSet.TRAIN);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(WEIGHTS, TRAIN, TABLE, scores))) {
      assertThat(data.sharedCost(List.of(TRAIN, TABLE))).isEqualTo(data.of(TRAIN));
      assertThat(data.sharedCost(List.of(TRAIN, WEIGHTS)))
          .isEqualTo(data.of(TRAIN) + data.of(WEIGHTS));
      assertThat(data.of(scores)).isGreaterThan(data.of(TRAIN));
    }
  }
}
