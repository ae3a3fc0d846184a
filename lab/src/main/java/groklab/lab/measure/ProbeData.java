package groklab.lab.measure;

import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Ints;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.Plan;
import groklab.lab.analysis.linear.Matrix;
import groklab.lab.model.Examples;
import groklab.lab.model.Objective;
import groklab.lab.model.Tensor;
import groklab.lab.spec.TrainingSpec;
import groklab.lab.task.Dataset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the measures of one subject share: each need is met when it is first asked for at a probe, and once. Plans are
/// compiled once per subject; every matrix handed out is a buffer that the next probe fills again, so keep copies.
///
/// Not thread-safe; a session of its own for curvature is opened at the first demand and closed with this.
public final class ProbeData implements Measure.Costs, AutoCloseable {
  /// Work in operations of a matrix product (measured on the network of arXiv 2301.05217): reading one number of the
  /// engine's memory, and the exponential and sums of one output.
  private static final int READ = 10;

  private static final int READ_OUTPUT = 50;
  private static final int SCORE_OUTPUT = 350;

  private final Subject subject;
  private final Set<Need> declared;
  private final Map<String, Matrix> matrices = new HashMap<>();
  private final Map<Need, Integer> met = new LinkedHashMap<>();
  private final Map<Need.Intervention, Intervention> interventions = new HashMap<>();
  private final Map<Object, Long> filledAt = new HashMap<>();
  private final Map<Derivation<?>, Function<ProbeData, ?>> derivations = new HashMap<>();
  private final Map<Derivation<?>, Object> derived = new HashMap<>();
  private final Optional<Evaluation> evaluation;
  private final Optional<Curvature> curvature;
  private @Nullable Plan gradientPlan;
  private @Nullable Executor gradient;
  private boolean activationsDue;
  private long probe;

  /// The parts that exist where the subject has a network and something is to be evaluated.
  private record Evaluation(Evaluated evaluated, Forwards forwards, Scores scores) {}

  /// @param asked all that may be asked for, all of which the subject can meet
  public ProbeData(Subject subject, Collection<Need> asked) {
    Set<Need> needs = Need.closure(asked, subject);
    this.subject = subject;
    this.declared = Set.copyOf(needs);
    this.evaluation =
        subject instanceof Subject.Model model ? evaluation(model, needs) : Optional.empty();
    this.curvature =
        subject instanceof Subject.Model model && needs.stream().anyMatch(Need::isOfWeightSpace)
            ? Optional.of(new Curvature(model))
            : Optional.empty();
    begin(needs);
  }

  private static Optional<Evaluation> evaluation(Subject.Model model, Collection<Need> needs) {
    var sets = EnumSet.noneOf(ExampleSet.class);
    Set<Need.Activations> activations = new HashSet<>();
    for (Need need : needs) {
      switch (need) {
        case Need.Outputs(ExampleSet set) -> sets.add(set);
        case Need.Scores(ExampleSet set) -> sets.add(set);
        case Need.Activations a -> {
          sets.add(a.set());
          // one evaluation serves all sets
          activations.add(new Need.Activations(ExampleSet.TABLE, a.hook(), a.at()));
        }
        case Need.Weights _,
            Need.InitialWeights _,
            Need.Gradient _,
            Need.HessianProducts _,
            Need.LossOfWeights _,
            Need.OutputsOfWeights _,
            Need.BatchLossOfWeights _,
            Need.OutputGradients _,
            Need.Intervention _,
            Need.Derived _ -> {}
      }
    }
    if (sets.isEmpty()) {
      return Optional.empty();
    }
    var evaluated = new Evaluated(model.data(), sets);
    return Optional.of(
        new Evaluation(
            evaluated,
            new Forwards(model, evaluated, activations),
            new Scores(targets(model.data(), evaluated), model.spec().training().loss())));
  }

  private static int[] targets(Dataset data, Evaluated evaluated) {
    int scored = data.scoredPositions().length;
    int[] targets = new int[evaluated.examples().length * scored];
    for (int r = 0; r < targets.length; r++) {
      targets[r] = data.targets()[evaluated.examples()[r / scored] * scored + r % scored];
    }
    return targets;
  }

  @Override
  public Subject subject() {
    return subject;
  }

  /// The subject's weights may have changed: from now on everything is computed anew when it is asked for.
  ///
  /// @param due needs of the measures that will be taken: whether activations will be asked for decides which plan
  ///     the outputs are taken from
  void begin(Collection<Need> due) {
    probe++;
    met.clear();
    derived.clear();
    activationsDue =
        Need.closure(due, subject).stream().anyMatch(Need.Activations.class::isInstance);
  }

  /// How often each need was met since the probe began.
  Map<Need, Integer> met() {
    return Map.copyOf(met);
  }

  /// True at the first call for a key at this probe.
  private boolean isStale(Object key) {
    return !Objects.equals(filledAt.put(key, probe), probe);
  }

  private void note(Need need) {
    met.merge(need, 1, Integer::sum);
  }

  private void require(Need need) {
    if (!declared.contains(need)) {
      throw new IllegalStateException(
          "a measure asks for %s, which it does not name among its needs".formatted(need));
    }
  }

  private Subject.Model model() {
    if (subject instanceof Subject.Model model) {
      return model;
    }
    throw new IllegalStateException("weights alone have neither outputs nor gradients");
  }

  private Evaluation evaluation() {
    return evaluation.orElseThrow();
  }

  // --- what is derived ---------------------------------------------------------------------------

  /// What several measures are made of, computed when it is first asked for at a probe.
  public <T> T derived(Derivation<T> derivation) {
    var need = new Need.Derived(derivation);
    require(need);
    @SuppressWarnings("unchecked") // put by this method alone, under the derivation that made it
    T known = (T) derived.get(derivation);
    if (known != null) {
      return known;
    }
    @SuppressWarnings("unchecked")
    var compute =
        (Function<ProbeData, T>)
            derivations.computeIfAbsent(derivation, any -> derivation.on(subject));
    T made = compute.apply(this);
    note(need);
    derived.put(derivation, made);
    return made;
  }

  // --- weights -----------------------------------------------------------------------------------

  /// A weight matrix as [Subject.Weight] describes it.
  public Matrix weights(String name) {
    require(new Need.Weights());
    return switch (subject) {
      case Subject.WeightsOnly only -> Objects.requireNonNull(only.matrices().get(name), name);
      case Subject.Model model -> read(model, Session.Slot.VALUES, name, new Need.Weights());
    };
  }

  /// All weight matrices in the subject's order, by name.
  public Map<String, Matrix> weights() {
    var all = new LinkedHashMap<String, Matrix>();
    subject.weights().forEach(w -> all.put(w.name(), weights(w.name())));
    return all;
  }

  private Matrix read(Subject.Model model, Session.Slot slot, String name, Need need) {
    String key = slot + " " + name;
    var view = model.network().layout().view(name);
    Matrix buffer =
        matrices.computeIfAbsent(
            key, any -> new Matrix(view.rows(), view.cols(), new double[view.size()]));
    if (isStale(key)) {
      model.session().read(slot, view.offset(), buffer.values());
      if (isStale(need)) {
        note(need);
      }
    }
    return buffer;
  }

  /// A weight matrix at step 0, rounded as the run rounds it.
  public Matrix initialWeights(String name) {
    require(new Need.InitialWeights());
    return switch (subject) {
      case Subject.WeightsOnly _ ->
          throw new IllegalStateException("the initial weights of weights alone are not known");
      case Subject.Model model ->
          matrices.computeIfAbsent("INITIAL " + name, any -> drawn(model, name));
    };
  }

  private static Matrix drawn(Subject.Model model, String name) {
    Tensor tensor =
        model.network().tensors().stream()
            .filter(t -> t.name().equals(name))
            .findFirst()
            .orElseThrow();
    double[] values = model.network().initial(tensor, model.spec().seed());
    if (model.spec().training().precision() == Precision.FLOAT32) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) values[i];
      }
    }
    return new Matrix(tensor.view().rows(), tensor.view().cols(), values);
  }

  // --- outputs and activations -------------------------------------------------------------------

  /// The network's outputs, `[examples · scored positions, classes]`, in the set's order.
  public Matrix outputs(ExampleSet set) {
    Need need = new Need.Outputs(set);
    require(need);
    return subset(need, set, allOutputs());
  }

  private Matrix allOutputs() {
    forward();
    return evaluation().forwards().outputs(probe);
  }

  private void forward() {
    if (isStale(FORWARD)) {
      evaluation().forwards().run(probe, activationsDue);
    }
  }

  private static final String FORWARD = "forward pass";

  /// Activations, `[examples · positions, width]`, in the set's order.
  public Matrix activations(ExampleSet set, String hook, Need.At at) {
    var need = new Need.Activations(set, hook, at);
    require(need);
    forward();
    return subset(need, set, evaluation().forwards().activations(probe, need));
  }

  /// The rows of a set's examples, of a matrix with as many rows for each evaluated example.
  private Matrix subset(Need need, ExampleSet set, Matrix all) {
    Evaluated evaluated = evaluation().evaluated();
    boolean stale = isStale(need);
    if (stale) {
      note(need);
    }
    if (evaluated.isWhole(set)) {
      return all;
    }
    int[] places = evaluated.places(set);
    int block = all.rows() / evaluated.examples().length * all.cols();
    Matrix buffer =
        matrices.computeIfAbsent(
            need.toString(),
            any ->
                new Matrix(
                    places.length * block / all.cols(),
                    all.cols(),
                    new double[places.length * block]));
    if (stale) {
      for (int i = 0; i < places.length; i++) {
        System.arraycopy(all.values(), places[i] * block, buffer.values(), i * block, block);
      }
    }
    return buffer;
  }

  /// What each scored position says, of all examples that this probe evaluates; [#scoreRows] finds those of a set.
  public Scores scores(ExampleSet set) {
    require(new Need.Scores(set));
    Scores scores = evaluation().scores();
    if (isStale(scores)) {
      note(new Need.Scores(set));
      scores.computeAll(allOutputs(), model().session());
    }
    return scores;
  }

  /// The first row in [#scores] of each example of a set, in the set's order; those of its other scored positions
  /// follow it. The same at each probe.
  public int[] scoreRows(ExampleSet set) {
    require(new Need.Scores(set));
    int scored = model().data().scoredPositions().length;
    int[] rows = evaluation().evaluated().places(set).clone();
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= scored;
    }
    return rows;
  }

  // --- gradients and curvature -------------------------------------------------------------------

  /// The gradient of the training loss with respect to a weight matrix, in its shape.
  public Matrix gradient(String name) {
    require(new Need.Gradient());
    if (isStale(new Need.Gradient())) {
      note(new Need.Gradient());
      Executor executor = gradient;
      if (executor == null) {
        executor = model().session().load(gradientPlan());
        gradient = executor;
      }
      executor.run(0);
    }
    return read(model(), Session.Slot.GRADIENTS, name, new Need.Gradient());
  }

  private Plan gradientPlan() {
    Plan known = gradientPlan;
    if (known == null) {
      Subject.Model model = model();
      TrainingSpec training = model.spec().training();
      var examples = new Examples.Known(model.data(), Ints.of(model.data().trainRows()));
      known =
          Objective.gradientPlan(
              model.network(), examples, training, false, model.session().workers());
      gradientPlan = known;
    }
    return known;
  }

  /// The Hessian of the training loss at the subject's weights.
  public HessianProduct hessian() {
    require(new Need.HessianProducts());
    Curvature c = curvature.orElseThrow();
    double[] here = new double[c.length()];
    c.present(here);
    return new HessianProduct() {
      @Override
      public int dimension() {
        return here.length;
      }

      @Override
      public void apply(double[] direction, double[] into) {
        note(new Need.HessianProducts());
        c.product(here, direction, into);
      }
    };
  }

  /// The loss on a set as a function of the weights.
  public LossFunction loss(ExampleSet set) {
    Need need = new Need.LossOfWeights(set);
    require(need);
    Curvature c = curvature.orElseThrow();
    return new LossFunction() {
      @Override
      public int dimension() {
        return c.length();
      }

      @Override
      public double[] here() {
        double[] here = new double[c.length()];
        c.present(here);
        return here;
      }

      @Override
      public double at(double[] weights) {
        note(need);
        return c.loss(set, weights, null);
      }

      @Override
      public double withGradient(double[] weights, double[] gradientThere) {
        note(need);
        return c.loss(set, weights, gradientThere);
      }
    };
  }

  /// The outputs on a set as a function of the weights.
  public OutputFunction outputsOfWeights(ExampleSet set) {
    Need need = new Need.OutputsOfWeights(set);
    require(need);
    Curvature c = curvature.orElseThrow();
    return new OutputFunction() {
      @Override
      public Matrix apply(double[] weights) {
        note(need);
        return c.outputs(set, weights);
      }

      @Override
      public Matrix slope(double[] weights, double[] direction) {
        note(need);
        return c.outputSlope(set, weights, direction);
      }
    };
  }

  /// The weights of the subject as one vector, in the order of [LossFunction]; a fresh array.
  public double[] weightVector() {
    require(new Need.Weights());
    double[] all = new double[Math.toIntExact(weightCount())];
    int at = 0;
    for (Subject.Weight w : subject.weights()) {
      System.arraycopy(weights(w.name()).values(), 0, all, at, w.size());
      at += w.size();
    }
    return all;
  }

  /// The loss on minibatches of the training set as a function of the weights.
  public BatchLoss batchLoss(int size) {
    Need need = new Need.BatchLossOfWeights(size);
    require(need);
    Curvature c = curvature.orElseThrow();
    int[] trained = model().data().trainRows();
    return new BatchLoss() {
      @Override
      public int examples() {
        return trained.length;
      }

      @Override
      public int size() {
        return Math.min(size, trained.length);
      }

      @Override
      public double[] here() {
        double[] here = new double[c.length()];
        c.present(here);
        return here;
      }

      @Override
      public double withGradient(double[] weights, int[] rows, double[] gradientThere) {
        note(need);
        return c.batchLoss(
            Arrays.stream(rows).map(row -> trained[row]).toArray(), weights, gradientThere);
      }
    };
  }

  /// Gradients of single outputs with respect to the weights.
  public OutputGradient outputGradient(ExampleSet set, int most) {
    var need = new Need.OutputGradients(set, most);
    require(need);
    Curvature c = curvature.orElseThrow();
    Ints examples = spread(need);
    Dataset data = model().data();
    int scored = data.scoredPositions().length;
    int[] targets = new int[examples.size() * scored];
    Arrays.setAll(targets, r -> data.targets()[examples.get(r / scored) * scored + r % scored]);
    return new OutputGradient() {
      @Override
      public int dimension() {
        return c.length();
      }

      @Override
      public double[] here() {
        double[] here = new double[c.length()];
        c.present(here);
        return here;
      }

      @Override
      public int[] targets() {
        return targets;
      }

      @Override
      public void at(double[] weights, int row, int output, double[] into) {
        note(need);
        c.outputGradient(examples, weights, row, output, into);
      }
    };
  }

  /// Example numbers evenly spread over a set.
  private Ints spread(Need.OutputGradients need) {
    int[] all = need.set().rows(model().data());
    int[] some = new int[Math.min(need.most(), all.length)];
    Arrays.setAll(some, i -> all[(int) ((long) i * all.length / some.length)]);
    return Ints.of(some);
  }

  /// The network with one of its activations edited.
  public Intervention intervention(String hook, Need.Edit edit) {
    var need = new Need.Intervention(hook, edit);
    require(need);
    return interventions.computeIfAbsent(
        need,
        n ->
            new Intervention(
                model(),
                n,
                evaluation().evaluated().examples(),
                new Scores(
                    targets(model().data(), evaluation().evaluated()),
                    model().spec().training().loss()),
                () -> note(n)));
  }

  // --- costs -------------------------------------------------------------------------------------

  @Override
  public long of(Need need) {
    require(need);
    return cost(List.of(need));
  }

  /// Operations to meet all of these needs at one probe, shared work counted once; of those that are not shared,
  /// nothing.
  long sharedCost(Collection<Need> needs) {
    return cost(needs.stream().filter(Need::isShared).toList());
  }

  private long cost(Collection<Need> needs) {
    boolean weights = false;
    boolean forward = false;
    boolean scores = false;
    Set<Need.Activations> kept = new HashSet<>();
    long sum = 0;
    for (Need need : Need.closure(needs, subject)) {
      switch (need) {
        case Need.Weights _ -> weights = true;
        case Need.InitialWeights _ -> {} // drawn once
        case Need.Outputs _ -> forward = true;
        case Need.Scores _ -> {
          forward = true;
          scores = true;
        }
        case Need.Activations a ->
            kept.add(new Need.Activations(ExampleSet.TABLE, a.hook(), a.at()));
        case Need.Gradient _ -> sum += gradientPlan().productFlop() + weightCount() * READ;
        case Need.HessianProducts _ -> sum += curvature.orElseThrow().productCost();
        case Need.LossOfWeights(ExampleSet set) -> sum += curvature.orElseThrow().lossCost(set);
        case Need.OutputsOfWeights(ExampleSet set) ->
            sum += curvature.orElseThrow().outputsCost(set);
        case Need.BatchLossOfWeights(int size) ->
            sum +=
                curvature
                    .orElseThrow()
                    .batchCost(Math.min(size, model().data().trainRows().length));
        case Need.OutputGradients o ->
            sum += curvature.orElseThrow().outputGradientCost(spread(o)) + weightCount() * READ;
        case Need.Intervention(String hook, Need.Edit edit) -> {
          Intervention i = intervention(hook, edit);
          long outputs = evaluation().forwards().outputsSize();
          sum += i.cost() + outputs * (READ_OUTPUT + SCORE_OUTPUT);
        }
        case Need.Derived(Derivation<?> derivation) -> sum += derivation.cost(this);
      }
    }
    sum += weights ? weightCount() * READ : 0;
    if (forward || !kept.isEmpty()) {
      Forwards f = evaluation().forwards();
      sum += f.cost(!kept.isEmpty());
      sum += forward ? f.outputsSize() * READ_OUTPUT : 0;
      sum += scores ? f.outputsSize() * SCORE_OUTPUT : 0;
      sum += kept.stream().mapToLong(a -> f.size(a) * READ).sum();
    }
    return sum;
  }

  private long weightCount() {
    return subject.weights().stream().mapToLong(Subject.Weight::size).sum();
  }

  @Override
  public void close() {
    curvature.ifPresent(Curvature::close);
  }
}
