package groklab.lab.train;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Ints;
import groklab.lab.kind.SpecException;
import groklab.lab.loss.Objective;
import groklab.lab.model.Examples;
import groklab.lab.model.HookDropout;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.TrainingSpec;
import groklab.lab.update.Optimizer;
import groklab.lab.update.Scope;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The machinery of one run without its bookkeeping: the session, the compiled training step and
/// the optimiser. [#step] allocates nothing after its first epoch.
public final class Trainer implements AutoCloseable {
  private final RunSpec spec;
  private final Problem data;
  private final Network network;
  private final Session session;
  private final Optimizer optimizer;
  private final Batches batches;
  private final Executor wholeBatch;
  private final Executor lastBatch;
  private final Optional<Executor> heldOut;
  private final boolean fullBatch;
  private final LossPeak lossPeak = new LossPeak();
  private double loss = Double.NaN;
  private boolean lossIsKnown;

  /// @param threads workers of the engine, the caller included
  public Trainer(RunSpec spec, int threads) {
    this.spec = spec;
    this.data = problem(spec);
    this.network = HookDropout.in(spec.model().network(data), spec.training().dropouts(), data);
    this.session = Engine.open(network.layout(), spec.training().precision(), spec.seed(), threads);
    this.optimizer =
        new Optimizer(
            spec.optimizer(), spec.optimizerParts(), session, fixed(network), new Gradients());
    int n = data.trainRows().length;
    int size = spec.training().batch().size(n);
    this.fullBatch = spec.training().batch() instanceof TrainingSpec.Batch.Full || size == n;
    this.batches = new Batches(data.trainRows(), size, spec.seed());
    this.wholeBatch =
        load(
            fullBatch
                ? new Examples.Known(data, Ints.of(inOrder(data.trainRows())))
                : batchOf(size));
    int rest = n % size;
    this.lastBatch = rest == 0 ? wholeBatch : load(batchOf(rest));
    int[] held = data.rows(ExampleSet.HELD_OUT);
    this.heldOut =
        held.length == 0
            ? Optional.empty()
            : Optional.of(load(new Examples.Known(data, Ints.of(inOrder(held))), false));
  }

  /// The problem of a run, which has a fixed set of examples.
  ///
  /// @throws SpecException if the parts of the spec do not fit together
  private static Problem problem(RunSpec spec) {
    Problem problem = spec.problem();
    return switch (problem.source()) {
      case Source.Fixed _ -> problem;
      case Source.Stream _ ->
          throw new SpecException(
              ("task.kind is \"%s\", which gives fresh examples at every step; training takes a"
                      + " fixed set of examples, so choose another task")
                  .formatted(spec.task().kind()));
    };
  }

  private static Set<String> fixed(Network network) {
    return network.parameters().stream()
        .filter(parameter -> !parameter.trainable())
        .map(Parameter::name)
        .collect(Collectors.toSet());
  }

  /// Whole batches are summed in the order of the table, so that neighbours share tokens, and what
  /// belongs to a token is in cache. The split's own order is a random one.
  private static int[] inOrder(int[] rows) {
    return Arrays.stream(rows).sorted().toArray();
  }

  private Examples batchOf(int size) {
    return new Examples.Batch(data, size);
  }

  /// @throws SpecException if a matrix has more numbers than an array can hold
  private Executor load(Examples examples) {
    return load(examples, true);
  }

  /// @param training whether dropout and penalties take part
  /// @throws SpecException as above
  private Executor load(Examples examples, boolean training) {
    try {
      return session.load(
          spec.training().objective().gradientPlan(network, examples, training, session.workers()));
    } catch (ArithmeticException e) {
      throw new SpecException(
          ("a step of this network needs a matrix of more than %,d numbers; write a smaller batch"
                  + " (training.batch), network or table")
              .formatted(Integer.MAX_VALUE));
    }
  }

  /// Draws the initial parameters.
  public void initialise() {
    network.initialise(session, spec.seed());
    optimizer.begin();
  }

  /// Gradient and update number `step`, counted from 0.
  public void step(long step) {
    lossIsKnown = false;
    optimizer.step(step);
  }

  private final class Gradients implements Scope.Backward {

    /// The loss of a step is that of the first time it is asked.
    @Override
    public void run(long step) {
      Executor e = executorAt(step);
      if (!fullBatch) {
        e.batch(batches.at(step));
      }
      e.run(step);
      if (!lossIsKnown) {
        loss = e.scalar(Objective.LOSS);
        lossIsKnown = true;
        lossPeak.accept(loss);
      }
    }

    @Override
    public void heldOut(long step) {
      heldOut.orElseThrow().run(step);
    }
  }

  /// Of the steps since the last probe.
  LossPeak lossPeak() {
    return lossPeak;
  }

  /// Example numbers that update number `step` is made from; a fresh array.
  public int[] examplesAt(long step) {
    return fullBatch
        ? inOrder(data.trainRows())
        : Arrays.copyOf(batches.at(step), batches.sizeAt(step));
  }

  private Executor executorAt(long step) {
    return fullBatch || batches.sizeAt(step) == wholeBatchSize() ? wholeBatch : lastBatch;
  }

  private int wholeBatchSize() {
    return spec.training().batch().size(data.trainRows().length);
  }

  /// The training loss that the last [#step] saw before its update, on its batch, with dropout.
  public double lossOfLastStep() {
    return loss;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  public Session session() {
    return session;
  }

  public Network network() {
    return network;
  }

  public Problem data() {
    return data;
  }

  /// Work of a training step, in operations of matrix products, see
  /// [groklab.engine.plan.Plan#work].
  public long stepWork() {
    return wholeBatch.plan().work();
  }

  /// Floating-point operations of the matrix products of a training step.
  public long stepFlop() {
    return wholeBatch.plan().productFlop();
  }

  @Override
  public void close() {
    session.close();
  }
}
