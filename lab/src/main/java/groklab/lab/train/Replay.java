package groklab.lab.train;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.Program;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.EvaluationLimits;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.probe.Probe;
import groklab.lab.problem.Problem;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.spec.RunSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The network of a run looked at away from its training: stored weights go in, outputs on every
/// example come out. One caller at a time.
public final class Replay implements AutoCloseable {
  private static final String OUTPUTS = "logits";
  private static final String NEURONS = "neurons";
  private static final String PATTERN = "pattern";

  private final RunSpec spec;
  private final Problem data;
  private final Network network;
  private final Session session;
  private final CheckpointCodec codec;
  private final Optional<Executor> executor;
  private final Map<String, Node> shown = new LinkedHashMap<>();
  private final ProbeMeter loss;

  /// @param threads workers of the engine, the caller included
  public Replay(RunSpec spec, int threads) {
    this.spec = spec;
    this.data = spec.problem();
    this.network = spec.model().network(data);
    this.session = Engine.open(network.layout(), spec.training().precision(), spec.seed(), threads);
    this.codec = new CheckpointCodec(spec, session, network);
    this.executor =
        EvaluationLimits.STANDARD.exceeds(data, data.examples())
            ? Optional.empty()
            : Optional.of(session.load(outputs().plan(session.workers())));
    this.loss =
        new ProbeMeter(
            new Subject.Model(spec, data, network, session, true),
            Catalogue.select(List.of("loss"), "a replay").measures());
  }

  /// The outputs, the last layer's neurons at the scored positions, and the first layer's
  /// attention.
  private Program outputs() {
    Examples all = new Examples.Known(data, Ints.of(IntStream.range(0, data.examples()).toArray()));
    Graph g = new Graph();
    Forward forward = network.forward(g, all, false);
    shown.put(OUTPUTS, forward.logits());
    Anatomy anatomy = network.anatomy();
    anatomy
        .lastHidden()
        .ifPresent(hidden -> shown.put(NEURONS, atScored(g, forward.hook(hidden.post()))));
    anatomy.attentionLayers().stream()
        .findFirst()
        .ifPresent(attention -> shown.put(PATTERN, forward.hook(attention.hooks().pattern())));
    return Program.of(network.layout(), g, shown);
  }

  /// Rows are (example, position) where a network looks at each position, and examples where it
  /// reads all of them at once.
  private Node atScored(Graph g, Node rows) {
    int span = rows.rows() / data.examples();
    return span == 1
        ? rows
        : g.gather(
            rows, new Index.Positions(span, Ints.of(data.targets().positions()), data.examples()));
  }

  public RunSpec spec() {
    return spec;
  }

  public Problem data() {
    return data;
  }

  public Network network() {
    return network;
  }

  /// Takes the weights of a checkpoint and computes the outputs.
  ///
  /// @throws IllegalArgumentException if they are those of another network
  public void load(Checkpoint checkpoint) {
    codec.loadWeights(checkpoint);
    executor.ifPresent(all -> all.run(0));
  }

  /// The outputs of the weights loaded last: `[examples · scored positions, classes]`; empty where
  /// they are more than are kept ([EvaluationLimits]), and so are neurons and attention then.
  public Optional<Matrix> outputsOfAll() {
    return read(OUTPUTS);
  }

  /// The last layer's neurons at the scored positions, after their nonlinearity:
  /// `[examples · scored, neurons]`.
  public Optional<Matrix> neurons() {
    return read(NEURONS);
  }

  /// The first layer's attention weights, as the graph holds them.
  public Optional<Matrix> attention() {
    return read(PATTERN);
  }

  private Optional<Matrix> read(String name) {
    return executor.flatMap(all ->
        Optional.ofNullable(shown.get(name))
            .map(node -> {
              double[] values = new double[node.rows() * node.cols()];
              all.read(name, values);
              return new Matrix(node.rows(), node.cols(), values);
            }));
  }

  /// A weight of the session as the matrix that the engine multiplies with.
  public Matrix weight(Parameter tensor) {
    double[] values = new double[tensor.view().size()];
    session.read(Slot.VALUES, tensor.view().offset(), values);
    return new Matrix(tensor.view().rows(), tensor.view().cols(), values);
  }

  /// All weights of the session in one array, in layout order.
  public double[] weights() {
    double[] values = new double[session.layout().count()];
    session.read(Slot.VALUES, 0, values);
    return values;
  }

  /// The losses, without decay, of the given weights; they become the session's.
  ///
  /// @param values all weights in layout order
  /// @return `train.loss`, and `validation.loss` where there is validation data
  public Probe losses(double[] values) {
    session.write(Slot.VALUES, 0, values);
    return loss.take(0);
  }

  @Override
  public void close() {
    loss.close();
    session.close();
  }
}
