package groklab.lab.measure.data;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.EvaluationLimits;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.BatchLoss;
import groklab.lab.measure.function.Continuation;
import groklab.lab.measure.function.HessianProduct;
import groklab.lab.measure.function.Intervention;
import groklab.lab.measure.function.LossFunction;
import groklab.lab.measure.function.OutputFunction;
import groklab.lab.measure.function.OutputGradient;
import groklab.lab.measure.function.Scores;
import groklab.lab.problem.ExampleSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Meets the needs of the measures of one subject. Plans are compiled once per subject.
///
/// It holds measures to the needs that they declare; how each is met is the business of
/// [WeightMatrices], [Evaluation] and [WeightSpace], and what it costs of [NeedCosts].
///
/// Not thread-safe; a session of its own for curvature is opened at the first demand and closed
/// with this.
public final class SubjectData implements ProbeData, CostModel, AutoCloseable {
  private final Subject subject;
  private final Set<Need> declared;
  private final ProbeLedger ledger = new ProbeLedger();
  private final WeightMatrices weights;
  private final Optional<Evaluation> evaluation;
  private final Optional<WeightSpace> weightSpace;
  private final NeedCosts costs;
  private final Map<Need.Continuation, PartialNetwork> continuations = new HashMap<>();
  private final Map<Derivation<?>, Function<ProbeData, ?>> derivations = new HashMap<>();
  private final Map<Derivation<?>, Object> derived = new HashMap<>();

  /// @param asked all that may be asked for, all of which the subject can meet
  public SubjectData(Subject subject, Collection<Need> asked) {
    Set<Need> needs = Need.closure(asked, subject);
    this.subject = subject;
    this.declared = Set.copyOf(needs);
    this.weights = new WeightMatrices(subject, ledger);
    this.evaluation =
        subject instanceof Subject.Model model
            ? Evaluation.of(model, needs, ledger, EvaluationLimits.STANDARD)
            : Optional.empty();
    this.weightSpace =
        subject instanceof Subject.Model model
                && needs.stream().anyMatch(Need.OfWeights.class::isInstance)
            ? Optional.of(new WeightSpace(model, ledger))
            : Optional.empty();
    this.costs = new NeedCosts(this, weights, evaluation, weightSpace);
    begin(needs);
  }

  @Override
  public Subject subject() {
    return subject;
  }

  /// The subject's weights may have changed: from now on everything is computed anew when it is
  /// asked for.
  ///
  /// @param due needs of the measures that will be taken
  public void begin(Collection<Need> due) {
    ledger.begin();
    derived.clear();
    Set<Need> all = Need.closure(due, subject);
    evaluation.ifPresent(e -> e.begin(all));
  }

  /// How often each need was met since the probe began.
  public Map<Need, Integer> met() {
    return ledger.met();
  }

  /// @return the need, which a measure has declared
  private <N extends Need> N declared(N need) {
    if (!declared.contains(need)) {
      throw new IllegalStateException(
          "a measure asks for %s, which it does not name among its needs".formatted(need));
    }
    return need;
  }

  private Subject.Model model() {
    if (subject instanceof Subject.Model model) {
      return model;
    }
    throw new IllegalStateException("weights alone have neither outputs nor gradients");
  }

  // --- what is derived ---------------------------------------------------------------------------

  @Override
  public <T> T derived(Derivation<T> derivation) {
    Need need = declared(new Need.Derived(derivation));
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
    ledger.note(need);
    derived.put(derivation, made);
    return made;
  }

  // --- weights -----------------------------------------------------------------------------------

  @Override
  public Matrix weights(String name) {
    declared(new Need.Weights());
    return weights.present(name);
  }

  @Override
  public Map<String, Matrix> weights() {
    var all = new LinkedHashMap<String, Matrix>();
    subject.weights().forEach(w -> all.put(w.name(), weights(w.name())));
    return all;
  }

  @Override
  public double[] weightVector() {
    declared(new Need.Weights());
    return weights.presentVector();
  }

  @Override
  public Matrix initialWeights(String name) {
    declared(new Need.InitialWeights());
    return weights.initial(name);
  }

  @Override
  public Matrix gradient(String name) {
    declared(new Need.Gradient());
    return weights.gradient(model(), name);
  }

  // --- outputs and activations -------------------------------------------------------------------

  @Override
  public Matrix outputs(ExampleSet set) {
    var need = declared(new Need.Outputs(set));
    return evaluation.orElseThrow().outputs(need);
  }

  @Override
  public Matrix activations(ExampleSet set, String hook, Need.At at) {
    var need = declared(new Need.Activations(set, hook, at));
    return evaluation.orElseThrow().activations(need);
  }

  @Override
  public Scores scores(ExampleSet set) {
    var need = declared(new Need.Scores(set));
    return evaluation.orElseThrow().scores(need);
  }

  @Override
  public int[] scoreRows(ExampleSet set) {
    declared(new Need.Scores(set));
    return evaluation.orElseThrow().scoreRows(set);
  }

  @Override
  public Intervention intervention(String hook, Need.Edit edit) {
    var need = declared(new Need.Intervention(hook, edit));
    return evaluation.orElseThrow().intervention(need);
  }

  @Override
  public Continuation continuation(String from, List<String> read, int examples) {
    return continuation(declared(new Need.Continuation(from, read, examples)));
  }

  PartialNetwork continuation(Need.Continuation need) {
    return continuations.computeIfAbsent(
        need, n -> new PartialNetwork(model(), n, () -> ledger.note(n)));
  }

  // --- functions of the weights ------------------------------------------------------------------

  @Override
  public HessianProduct hessian() {
    var need = declared(new Need.HessianProducts());
    return weightSpace.orElseThrow().hessian(need);
  }

  @Override
  public LossFunction loss(ExampleSet set) {
    var need = declared(new Need.LossOfWeights(set));
    return weightSpace.orElseThrow().loss(need);
  }

  @Override
  public OutputFunction outputsOfWeights(ExampleSet set) {
    var need = declared(new Need.OutputsOfWeights(set));
    return weightSpace.orElseThrow().outputs(need);
  }

  @Override
  public BatchLoss batchLoss(int size) {
    var need = declared(new Need.BatchLossOfWeights(size));
    return weightSpace.orElseThrow().batchLoss(need);
  }

  @Override
  public OutputGradient outputGradient(ExampleSet set, int most) {
    var need = declared(new Need.OutputGradients(set, most));
    return weightSpace.orElseThrow().outputGradient(need);
  }

  // --- costs -------------------------------------------------------------------------------------

  @Override
  public long of(Need need) {
    return costs.of(List.of(declared(need)));
  }

  /// Operations to meet all of these needs at one probe, shared work counted once; of those that
  /// are not shared, nothing.
  public long sharedCost(Collection<Need> needs) {
    return costs.of(needs.stream().filter(Need.Shared.class::isInstance).toList());
  }

  @Override
  public void close() {
    weightSpace.ifPresent(WeightSpace::close);
  }
}
