package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Gradients;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.graph.Simplifier;
import groklab.engine.graph.Slot;
import groklab.engine.plan.Program;
import groklab.engine.random.RandomStream;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Gradients and Hessian-vector products of whole networks in float64, under every setting of a
/// model, against central differences.
class NetworkGradientTest {
  private static final double TOLERANCE = 1e-6;
  private static final double H = 1e-5;

  /// The step whose dropout masks are used.
  private static final long STEP = 3;

  /// Differences are taken at this many entries of each tensor.
  private static final int ENTRIES = 6;

  private static final String COMMON =
      """
      [task]
      modulus = 7
      trainFraction = 0.5
      [training]
      precision = "float64"
      """;

  private static final String TRANSFORMER =
      COMMON
          + """
          [model]
          layers = 1
          width = 8
          heads = 2
          mlpWidth = 12
          init = "default"
          """;

  private static final String PERCEPTRON =
      COMMON
          + """
          [model]
          kind = "%s"
          width = 12
          """;

  static Stream<String> settings() {
    Stream<String> transformers =
        Stream.of(
            "norm=none",
            "norm=pre",
            "norm=post",
            "norm=pre normKind=rms",
            "norm=post normKind=rms",
            "norm=pre finalNorm=true layers=2",
            "norm=none finalNorm=true normKind=rms",
            "norm=post layers=2 task.tokens=equation mlpBias=false positions=sinusoidal",
            "activation=relu layers=2",
            "activation=gelu",
            "activation=gelu-tanh",
            "activation=silu",
            "activation=tanh",
            "activation=square",
            "attentionBias=true mlpBias=true unembedBias=true",
            "attentionBias=false mlpBias=false unembedBias=false",
            "tied=true",
            "tied=true unembedBias=true layers=2",
            "positions=learned task.tokens=operation-equals",
            "positions=sinusoidal",
            "positions=none",
            "causal=false",
            "causal=false task.tokens=equation layers=2",
            "dropout=0.3",
            "dropout=0.3 layers=2 norm=pre training.batch=9",
            "task.tokens=pair heads=1",
            "training.batch=10",
            "training.batch=10 task.tokens=equation norm=post layers=2",
            "training.batch=10 tied=true positions=none attentionBias=true",
            "training.loss=mean-squared-error",
            "training.loss=mean-squared-error training.batch=5 task.tokens=equation",
            "init=nanda",
            "init=kaiming initScale=0.5",
            "attentionRate=0 causal=false task.tokens=pair",
            "attentionRate=0.4 layers=2 task.tokens=equation",
            "positions=rotary task.tokens=operation-equals",
            "positions=rotary layers=2 training.batch=10 task.tokens=equation norm=pre",
            "mlpWidth=0 layers=2 norm=pre finalNorm=true positions=rotary training.batch=10",
            "mlpWidth=0 norm=post task.tokens=equation",
            "outputScale=3 lastLayer=zero");
    Stream<String> perceptrons =
        Stream.of(
            "input=onehot",
            "input=onehot hiddenLayers=3 activation=gelu",
            "input=onehot training.batch=10",
            "input=onehot bias=false hiddenLayers=2 activation=silu",
            "input=onehot training.loss=mean-squared-error activation=square",
            "input=onehot dropout=0.4 hiddenLayers=2 training.batch=7 activation=tanh",
            "input=onehot hiddenLayers=4 residual=true norm=layer activation=gelu",
            "input=onehot hiddenLayers=3 residual=true norm=rms training.batch=10 dropout=0.2",
            "input=onehot parametrisation=ntk init=unit hiddenLayers=2 outputScale=2",
            "input=embedding parametrisation=mean-field init=unit activation=square lastLayer=zero",
            "input=embedding embeddingWidth=5",
            "input=embedding embeddingWidth=5 hiddenLayers=2 activation=gelu-tanh init=kaiming",
            "input=embedding embeddingWidth=5 training.batch=10 dropout=0.2",
            "input=embedding embeddingWidth=5 bias=false activation=square"
                + " training.loss=mean-squared-error training.batch=10");
    Stream<String> others =
        Stream.of(
            "pair-mlp form=alpha",
            "pair-mlp form=beta activation=gelu training.batch=10",
            "pair-mlp form=gamma",
            "pair-mlp form=gamma training.batch=10",
            "pair-mlp form=delta",
            "pair-mlp form=x training.batch=10",
            "embedding-decoder embeddingWidth=2",
            "embedding-decoder training.batch=10 activation=gelu");
    Stream<String> experts =
        Stream.of(
            "experts=4 loadBalance=0.5 routerZ=0.2",
            "experts=3 expertsPerToken=1 layers=2 norm=pre training.batch=10 activation=gelu",
            "experts=5 gates=chosen expertsPerToken=3 mlpBias=false layers=2 routerZ=1");
    return Stream.of(
            experts.map(s -> "moe-transformer width=8 heads=2 mlpWidth=6 init=default " + s),
            transformers.map(s -> "transformer " + s),
            perceptrons.map(s -> "mlp task.tokens=pair " + s),
            others.map(s -> s.replaceFirst(" ", " task.tokens=pair ")))
        .flatMap(s -> s);
  }

  private static RunSpec spec(String setting) {
    List<String> words = List.of(setting.split(" "));
    List<String> overrides =
        words.subList(1, words.size()).stream()
            .map(w -> w.indexOf('.') >= 0 && w.indexOf('.') < w.indexOf('=') ? w : "model." + w)
            .toList();
    String kind = words.getFirst();
    String base = kind.equals("transformer") ? TRANSFORMER : PERCEPTRON.formatted(kind);
    return new SpecReader().parse(base, overrides);
  }

  /// A network at a point where no parameter is a special value.
  private static final class Subject implements AutoCloseable {
    final RunSpec spec;
    final Network network;
    final Session session;
    final Examples examples;
    final int[] batch;

    Subject(String setting) {
      spec = spec(setting);
      Problem data = spec.problem();
      network = spec.model().network(data);
      session = Engine.open(network.layout(), spec.training().precision(), spec.seed(), 2);
      int[] rows = data.trainRows();
      int size = spec.training().batch().size(rows.length);
      batch = Arrays.copyOf(rows, size);
      examples =
          size == rows.length
              ? new Examples.Known(data, Ints.of(rows))
              : new Examples.Batch(data, size);
      network.initialise(session, spec.seed());
      for (Parameter t : network.parameters()) {
        double[] w = read(Slot.VALUES, t);
        add(w, direction(t, "off special values"), 0.1);
        session.write(Slot.VALUES, t.view().offset(), w);
      }
    }

    Executor step() {
      return loaded(
          session.load(
              spec.training()
                  .objective()
                  .gradientPlan(network, examples, true, session.workers())));
    }

    Executor loaded(Executor e) {
      e.batch(batch);
      e.run(STEP);
      return e;
    }

    double[] read(Slot slot, Parameter t) {
      double[] out = new double[t.view().size()];
      session.read(slot, t.view().offset(), out);
      return out;
    }

    @Override
    public void close() {
      session.close();
    }
  }

  private static void add(double[] to, double[] direction, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * direction[i];
    }
  }

  private static double[] direction(Parameter t, String stream) {
    RandomStream random = RandomStream.of(1, stream + t.name());
    double[] v = new double[t.view().size()];
    Arrays.setAll(v, random::normal);
    return v;
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
  }

  /// Demands that each tensor's error is small beside its own numbers, or beside all of them where
  /// its own are zero (a bias of the keys changes nothing, because softmax ignores what all scores
  /// share).
  private static void compare(Map<String, double[]> seen, Map<String, double[]> expected) {
    double[] all = expected.values().stream().flatMapToDouble(Arrays::stream).toArray();
    double typical = norm(all) / Math.sqrt(all.length);
    assertThat(typical).isPositive();
    expected.forEach((name, e) -> {
      double[] difference = Objects.requireNonNull(seen.get(name)).clone();
      assertThat(difference).hasSameSizeAs(e);
      add(difference, e, -1);
      assertThat(norm(difference) / Math.max(norm(e), 1e-2 * typical))
          .as("relative error of %s", name)
          .isLessThan(TOLERANCE);
    });
  }

  @ParameterizedTest
  @MethodSource("settings")
  void gradientEqualsCentralDifferences(String setting) {
    try (var s = new Subject(setting)) {
      Executor step = s.step();
      Map<String, double[]> gradients = new LinkedHashMap<>(); // before a difference is taken
      s.network.parameters().forEach(t -> gradients.put(t.name(), s.read(Slot.GRADIENTS, t)));
      Map<String, double[]> seen = new LinkedHashMap<>();
      Map<String, double[]> expected = new LinkedHashMap<>();
      for (Parameter t : s.network.parameters()) {
        double[] gradient = Objects.requireNonNull(gradients.get(t.name()));
        int[] entries = entries(t, gradient);
        seen.put(t.name(), Arrays.stream(entries).mapToDouble(i -> gradient[i]).toArray());
        expected.put(
            t.name(), Arrays.stream(entries).mapToDouble(i -> difference(s, step, t, i)).toArray());
      }
      compare(seen, expected);
    }
  }

  /// The entry of the largest gradient and some at random.
  private static int[] entries(Parameter t, double[] gradient) {
    RandomStream random = RandomStream.of(2, "entries of " + t.name());
    int[] out = new int[Math.min(ENTRIES, gradient.length)];
    Arrays.setAll(out, i -> random.below(i, gradient.length));
    for (int i = 0; i < gradient.length; i++) {
      out[0] = Math.abs(gradient[i]) > Math.abs(gradient[out[0]]) ? i : out[0];
    }
    return out;
  }

  private static double difference(Subject s, Executor step, Parameter t, int entry) {
    int offset = t.view().offset() + entry;
    double[] w = new double[1];
    s.session.read(Slot.VALUES, offset, w);
    double[] loss = new double[2];
    for (int side = 0; side < 2; side++) {
      s.session.write(Slot.VALUES, offset, new double[] {w[0] + (1 - 2 * side) * H});
      step.run(STEP);
      loss[side] = step.scalar("loss");
    }
    s.session.write(Slot.VALUES, offset, w);
    return (loss[0] - loss[1]) / (2 * H);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void hessianVectorProductEqualsDifferencesOfGradients(String setting) {
    try (var s = new Subject(setting)) {
      Map<String, double[]> expected = differencesOfGradients(s);
      Executor e =
          s.loaded(
              s.session.load(
                  Program.asWritten(s.network.layout(), new Graph(), hessianVectorProduct(s))
                      .plan(1)));
      Map<String, double[]> seen = new LinkedHashMap<>();
      for (Parameter t : s.network.parameters()) {
        double[] product = new double[t.view().size()];
        e.read(t.name(), product);
        seen.put(t.name(), product);
      }
      compare(seen, expected);
    }
  }

  private static Map<String, Node> hessianVectorProduct(Subject s) {
    Graph g = new Graph();
    Forward forward = s.network.forward(g, s.examples, true);
    Node written = s.spec.training().objective().node(g, forward.logits(), s.examples);
    for (Node penalty : forward.penalties()) {
      written = g.add(written, penalty);
    }
    Node loss = Simplifier.simplify(g, List.of(written)).getFirst();
    List<Node> parameters =
        s.network.parameters().stream()
            .map(t -> g.parameter(t.name(), t.view().rows(), t.view().cols()))
            .toList();
    List<Node> gradients = Gradients.of(g, loss, parameters);
    Node along = g.constant(0, 1, 1);
    for (int i = 0; i < gradients.size(); i++) {
      Node p = parameters.get(i);
      Node v = g.literal(direction(s.network.parameters().get(i), "vector"), p.rows(), p.cols());
      along = g.add(along, g.sum(Op.Axis.ALL, g.multiply(gradients.get(i), v)));
    }
    List<Node> products = Gradients.of(g, along, parameters);
    Map<String, Node> byName = new LinkedHashMap<>();
    for (int i = 0; i < products.size(); i++) {
      byName.put(s.network.parameters().get(i).name(), products.get(i));
    }
    return byName;
  }

  private static Map<String, double[]> differencesOfGradients(Subject s) {
    Map<String, double[]> difference = new LinkedHashMap<>();
    Executor step = s.step();
    for (int side : new int[] {1, -1}) {
      move(s, side * H);
      step.run(STEP);
      for (Parameter t : s.network.parameters()) {
        double[] sum = difference.computeIfAbsent(t.name(), n -> new double[t.view().size()]);
        add(sum, s.read(Slot.GRADIENTS, t), side / (2 * H));
      }
      move(s, -side * H);
    }
    return difference;
  }

  private static void move(Subject s, double distance) {
    for (Parameter t : s.network.parameters()) {
      double[] w = s.read(Slot.VALUES, t);
      add(w, direction(t, "vector"), distance);
      s.session.write(Slot.VALUES, t.view().offset(), w);
    }
  }
}
