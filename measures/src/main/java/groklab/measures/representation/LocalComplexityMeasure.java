package groklab.measures.representation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.Continuation;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Anatomy.Blocks;
import groklab.lab.model.Anatomy.Embedding;
import groklab.lab.model.Anatomy.HiddenLayer;
import groklab.lab.model.Anatomy.TokenInput;
import groklab.lab.model.Forward;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.Layers;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import groklab.measures.common.TokenTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How many neurons change sign near an example, around its embedding vectors or, of a perceptron
/// that reads one-hot vectors, around those. The first layer is linear in a one-hot vector, so a
/// step along v there is a step along v·W in front of the first nonlinearity, which is where such a
/// network is continued from.
final class LocalComplexityMeasure {
  /// Of the published code: 50 vertices.
  static final int DIRECTIONS = 25;

  /// Examples of each set, evenly spread over the split; all of fewer.
  static final int SAMPLES = 64;

  /// Examples in one pass.
  private static final int TOGETHER = 16;

  /// Two of the published radii, by the names under which they are recorded.
  private static final List<Radius> RADII =
      List.of(new Radius("5e-2", 0.05), new Radius("5e-1", 0.5));

  private static final String LOGITS = Forward.LOGITS;

  /// Stands for the input of weights alone: a need of it says that a network is needed.
  private static final String OF_WEIGHTS = "input";

  private record Radius(String name, double length) {}

  static final Measure MEASURE =
      new SimpleMeasure(
          page(LocalComplexityMeasure.class, "representation.localComplexity"),
          LocalComplexityMeasure::needs,
          TokenTables::obstacle,
          LocalComplexityMeasure::cost,
          LocalComplexityMeasure::gauge);

  private LocalComplexityMeasure() {}

  private static Optional<TokenInput> input(Subject subject) {
    return subject.anatomy().flatMap(Anatomy::tokenInput);
  }

  private static List<Need> needs(Subject subject) {
    if (TokenTables.obstacle(subject).isPresent()) {
      return List.of();
    }
    List<Need> needs = new ArrayList<>();
    for (ExampleSet set : ScoredSets.of(subject)) {
      needs.add(new Need.Activations(set, from(subject), Need.At.ALL));
    }
    needs.add(onward(subject));
    if (oneHot(subject).isPresent()) {
      needs.add(new Need.Weights());
    }
    return needs;
  }

  private static Need.Continuation onward(Subject subject) {
    List<String> read = new ArrayList<>();
    for (HiddenLayer layer : Layers.of(subject)) {
      read.add(layer.pre());
    }
    read.add(LOGITS);
    return new Need.Continuation(from(subject), read, TOGETHER * 2 * directions(subject));
  }

  /// The matrix that reads one-hot vectors, of a network that does.
  private static Optional<Blocks> oneHot(Subject subject) {
    return input(subject).filter(i -> i.embedding().isEmpty()).flatMap(TokenInput::blocks);
  }

  private static String from(Subject subject) {
    return input(subject)
        .flatMap(TokenInput::embedding)
        .map(Embedding::hook)
        .or(() -> oneHot(subject).map(Blocks::hook))
        .orElse(OF_WEIGHTS);
  }

  /// Numbers of an input: of all embedding vectors of an example, or of all one-hot vectors.
  private static int dimensions(Subject subject) {
    return subject instanceof Subject.Model model
        ? model.data().inputs().length() * input(subject).map(TokenInput::perToken).orElse(0)
        : 1;
  }

  private static int directions(Subject subject) {
    return Math.min(DIRECTIONS, dimensions(subject));
  }

  private static int samples(Subject subject, ExampleSet set) {
    return Math.min(SAMPLES, ((Subject.Model) subject).data().rows(set).length);
  }

  private static long cost(CostModel costs) {
    Subject subject = costs.subject();
    long outputs = ((Subject.Model) subject).data().targets().width();
    long signs = Layers.neurons(subject) + outputs;
    long scored = ScoredSets.scored(subject);
    long sum = 0;
    for (ExampleSet set : ScoredSets.of(subject)) {
      long n = samples(subject, set);
      long vertices = n * 2 * directions(subject);
      sum +=
          (n + TOGETHER - 1) / TOGETHER * costs.of(onward(subject))
              + vertices * (dimensions(subject) + 8 * scored * signs) * Operations.STREAMED;
    }
    return RADII.size() * sum;
  }

  private static Measure.Gauge gauge(Subject subject) {
    Matrix directions =
        LocalComplexity.directions(
            directions(subject), dimensions(subject), SubjectSpec.seed(subject));
    return (data, into) -> {
      Matrix steps =
          oneHot(subject).map(blocks -> through(blocks, directions, data)).orElse(directions);
      for (ExampleSet set : ScoredSets.of(subject)) {
        for (Radius radius : RADII) {
          take(data, set, steps, radius, into);
        }
      }
    };
  }

  /// Steps of one-hot vectors as they arrive behind the matrix that reads these.
  private static Matrix through(Blocks blocks, Matrix directions, ProbeData data) {
    Matrix steps = directions.times(data.weights(blocks.matrix()));
    double[] scaled = steps.values().clone();
    Arrays.setAll(scaled, i -> blocks.factor() * steps.values()[i]);
    return new Matrix(steps.rows(), steps.cols(), scaled);
  }

  private static void take(
      ProbeData data, ExampleSet set, Matrix steps, Radius radius, Values into) {
    Subject subject = data.subject();
    Need.Continuation onward = onward(subject);
    Continuation network = data.continuation(onward.from(), onward.read(), onward.examples());
    Matrix states = data.activations(set, onward.from(), Need.At.ALL);
    int n = samples(subject, set);
    int examples = states.values().length / steps.cols();
    int vertices = 2 * steps.rows();
    double[] given = new double[TOGETHER * vertices * steps.cols()];
    long hidden = 0;
    long outputs = 0;
    for (int first = 0; first < n; first += TOGETHER) {
      int together = Math.min(TOGETHER, n - first);
      for (int i = 0; i < together; i++) {
        int example = (int) ((long) (first + i) * examples / n);
        double[] sample =
            Arrays.copyOfRange(
                states.values(), example * steps.cols(), (example + 1) * steps.cols());
        Matrix around = LocalComplexity.vertices(sample, steps, radius.length());
        System.arraycopy(
            around.values(), 0, given, i * around.values().length, around.values().length);
      }
      network.run(given);
      for (String hook : onward.read()) {
        long changes = changes(network.read(hook), together, vertices);
        hidden += hook.equals(LOGITS) ? 0 : changes;
        outputs += hook.equals(LOGITS) ? changes : 0;
      }
    }
    String name = "representation.localComplexity.%s.%s".formatted(set.label(), radius.name());
    into.put(name, (double) hidden / n);
    into.put(name + ".outputs", (double) outputs / n);
  }

  /// Sign changes of the first examples of a pass; a neuron counts at each scored position.
  private static long changes(Matrix all, int examples, int vertices) {
    int block = all.values().length / TOGETHER;
    long changes = 0;
    for (int i = 0; i < examples; i++) {
      double[] one = Arrays.copyOfRange(all.values(), i * block, (i + 1) * block);
      changes += LocalComplexity.signChanges(new Matrix(vertices, block / vertices, one));
    }
    return changes;
  }
}
