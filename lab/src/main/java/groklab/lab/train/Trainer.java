package groklab.lab.train;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Ints;
import groklab.lab.kind.SpecException;
import groklab.lab.loss.Objective;
import groklab.lab.loss.SmoothAccuracy;
import groklab.lab.model.Examples;
import groklab.lab.model.HookDropout;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.probe.Probe;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.TrainingSpec;
import groklab.lab.spec.TrainingSpec.Batch.Stage;
import groklab.lab.train.step.Batches;
import groklab.lab.train.step.FreshExamples;
import groklab.lab.train.step.LossPeak;
import groklab.lab.update.Backward;
import groklab.lab.update.Optimizer;
import groklab.lab.update.OptimizerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The machinery of one run without its bookkeeping: the session, the compiled training step and
/// the optimiser. [#step] allocates nothing after its first epoch.
public final class Trainer implements AutoCloseable {
  /// Some microseconds. A network without a matrix product would cost nothing else, and no number
  /// of probes would be few enough beside it.
  private static final long SMALLEST_WORK = 20_000;

  private final RunSpec spec;
  private final Problem data;
  private final Network network;
  private final Session session;
  private final Optimizer optimizer;
  private final Batches batches;

  /// Where every step has fresh examples; else the batches are of the training set.
  private final Optional<FreshExamples> fresh;

  /// Size of the training set.
  private final int trained;

  private final List<Step> compiled = new ArrayList<>();
  private final Optional<Executor> heldOut;
  private final long stepWork;
  private final LossPeak lossPeak = new LossPeak();
  private double loss = Double.NaN;
  private boolean lossIsKnown;

  /// The plan of steps of one size.
  private record Step(int size, Executor executor) {}

  /// @param threads workers of the engine, the caller included
  public Trainer(RunSpec spec, int threads) {
    this.spec = spec;
    this.data = spec.problem();
    this.network = HookDropout.in(spec.model().network(data), spec.training().dropouts(), data);
    this.session = Engine.open(network.layout(), spec.training().precision(), spec.seed(), threads);
    this.optimizer =
        new Optimizer(
            spec.optimizer(), spec.optimizerParts(), session, fixed(network), new OfRun());
    int n = data.trainRows().length;
    this.trained = n;
    TrainingSpec.Batch batch = spec.training().batch();
    List<Stage> stages =
        switch (data.source()) {
          case Source.Fixed _ -> batch.stages(n);
          case Source.Stream _ -> batch.freshStages();
        };
    requireAllExamples(stages, n);
    this.fresh =
        data.source() instanceof Source.Stream stream
            ? Optional.of(new FreshExamples(data, stream, stages))
            : Optional.empty();
    this.batches =
        new Batches(
            data.trainRows(), fresh.isPresent() ? List.of(new Stage(0, n)) : stages, spec.seed());
    for (Stage stage : stages) {
      compile(stage.size());
      if (fresh.isEmpty() && n % stage.size() > 0) {
        compile(n % stage.size());
      }
    }
    this.stepWork = meanWork(stages);
    int[] held = data.rows(ExampleSet.HELD_OUT);
    this.heldOut =
        held.length == 0
            ? Optional.empty()
            : Optional.of(load(new Examples.Known(data, Ints.of(inOrder(held))), false));
  }

  private void requireAllExamples(List<Stage> stages, int n) {
    List<OptimizerSpec> rules = new ArrayList<>(List.of(spec.optimizer()));
    spec.optimizerParts().groups().forEach(group -> group.rule().ifPresent(rules::add));
    boolean all =
        data.source() instanceof Source.Fixed
            && spec.training().dropouts().isEmpty()
            && stages.stream().allMatch(stage -> stage.size() == n);
    for (OptimizerSpec rule : rules) {
      if (rule.needsAllExamples() && !all) {
        throw new SpecException(
            ("the rule \"%s\" means nothing where a step sees a part of the examples or of the"
                    + " network; write training.batch = \"full\", without dropout, on a task of"
                    + " fixed examples")
                .formatted(rule.kind().name()));
      }
    }
  }

  private void compile(int size) {
    if (compiled.stream().noneMatch(step -> step.size == size)) {
      compiled.add(new Step(size, load(examples(size))));
    }
  }

  private Examples examples(int size) {
    if (fresh.isPresent()) {
      return new Examples.Fresh(data, size);
    }
    return isAll(size)
        ? new Examples.Known(data, Ints.of(inOrder(data.trainRows())))
        : new Examples.Batch(data, size);
  }

  private boolean isAll(int size) {
    return size == trained;
  }

  private int sizeAt(long step) {
    return fresh.isPresent() ? fresh.get().sizeAt(step) : batches.sizeAt(step);
  }

  private Executor executor(int size) {
    int i = 0;
    while (compiled.get(i).size != size) {
      i++;
    }
    return compiled.get(i).executor;
  }

  /// Over the steps of the budget, without the smaller batches at the ends of epochs.
  private long meanWork(List<Stage> stages) {
    long budget = spec.budget().steps();
    double work = 0;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      long end = i + 1 < stages.size() ? Math.min(budget, stages.get(i + 1).from()) : budget;
      double share = Math.max(0, end - stage.from()) / (double) budget;
      work += share * executor(stage.size()).plan().work();
    }
    return Math.round(work);
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

  /// The gradients of a step at the present weights. The loss of a step is that of the first time
  /// it is asked.
  private double gradients(long step) {
    int size = sizeAt(step);
    Executor e = executor(size);
    if (fresh.isPresent()) {
      fresh.get().show(step, e);
    } else if (!isAll(size)) {
      e.batch(batches.at(step));
    }
    e.run(step);
    double seen = e.scalar(Objective.LOSS);
    if (!lossIsKnown) {
      loss = seen;
      lossIsKnown = true;
      lossPeak.accept(loss);
    }
    return seen;
  }

  /// What parts of the optimiser may ask for.
  private final class OfRun implements Backward {
    @Override
    public double run(long step) {
      return gradients(step);
    }

    @Override
    public void heldOut(long step) {
      heldOut.orElseThrow().run(step);
    }

    @Override
    public Backward ofSmoothAccuracy(String set, double sharpness) {
      String reader = "optimizer.kind \"%s\"".formatted(spec.optimizer().kind().name());
      SmoothAccuracy.check(data.targets(), reader);
      int[] rows = data.rows(new ExampleSet(set));
      if (rows.length == 0) {
        throw new SpecException(
            "%s looks at the %s set, and this task has none; write task.trainFraction below 1"
                .formatted(reader, set));
      }
      Executor e =
          session.load(
              new SmoothAccuracy(sharpness)
                  .gradientPlan(
                      network,
                      new Examples.Known(data, Ints.of(inOrder(rows))),
                      session.workers()));
      return step -> {
        e.run(step);
        return e.scalar(SmoothAccuracy.NAME);
      };
    }
  }

  /// A probe with what is known of the steps before it without measuring: their highest loss, and
  /// what the optimiser observes of itself.
  Probe completed(Probe taken) {
    Probe probe = lossPeak.addedTo(taken);
    var observed = optimizer.observed();
    if (observed.isEmpty()) {
      return probe;
    }
    var values = new LinkedHashMap<>(probe.values());
    values.putAll(observed);
    return new Probe(probe.step(), values, probe.lists());
  }

  /// Of the steps since the last probe.
  LossPeak lossPeak() {
    return lossPeak;
  }

  /// Example numbers that update number `step` is made from; a fresh array.
  ///
  /// @throws IllegalStateException if every step has fresh examples, which have no numbers
  public int[] examplesAt(long step) {
    if (fresh.isPresent()) {
      throw new IllegalStateException("fresh examples have no numbers");
    }
    int size = batches.sizeAt(step);
    return isAll(size) ? inOrder(data.trainRows()) : Arrays.copyOf(batches.at(step), size);
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
  /// [groklab.engine.plan.Plan#work]; where the batch changes, of a mean step of the budget. No
  /// step costs less than what it takes to begin and end it.
  public long stepWork() {
    return Math.max(SMALLEST_WORK, stepWork);
  }

  /// Floating-point operations of the matrix products of the first training step.
  public long stepFlop() {
    return executor(sizeAt(0)).plan().productFlop();
  }

  @Override
  public void close() {
    session.close();
  }
}
