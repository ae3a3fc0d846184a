package groklab.lab.measure;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What the needs of one subject cost, in operations of a matrix product.
///
/// @param evaluation present where a need is about outputs or activations
/// @param weightSpace present where a need is about a vector of weights
record ProbeCosts(
    ProbeData data,
    WeightMatrices weights,
    Optional<Evaluation> evaluation,
    Optional<WeightSpace> weightSpace) {
  /// Work in operations of a matrix product (measured on the network of arXiv 2301.05217): reading
  /// one number of the engine's memory, and the exponential and sums of one output.
  private static final int READ = 10;

  private static final int READ_OUTPUT = 50;
  private static final int SCORE_OUTPUT = 350;

  /// Operations to meet all of these needs, shared work counted once and each of the others met
  /// once.
  long of(Collection<Need> needs) {
    boolean readsWeights = false;
    boolean forward = false;
    boolean scores = false;
    Set<Need.Activations> kept = new HashSet<>();
    long sum = 0;
    for (Need need : Need.closure(needs, data.subject())) {
      switch (need) {
        case Need.Weights _ -> readsWeights = true;
        case Need.InitialWeights _ -> {} // drawn once
        case Need.Outputs _ -> forward = true;
        case Need.Scores _ -> {
          forward = true;
          scores = true;
        }
        case Need.Activations a -> kept.add(Evaluation.ofAnySet(a));
        case Need.Gradient _ -> sum += weights.gradientCost(model()) + weights.count() * READ;
        case Need.HessianProducts _ -> sum += weightSpace.orElseThrow().productCost();
        case Need.LossOfWeights l -> sum += weightSpace.orElseThrow().cost(l);
        case Need.OutputsOfWeights o -> sum += weightSpace.orElseThrow().cost(o);
        case Need.BatchLossOfWeights b -> sum += weightSpace.orElseThrow().cost(b);
        case Need.OutputGradients o ->
            sum += weightSpace.orElseThrow().cost(o) + weights.count() * READ;
        case Need.Intervention i -> sum += interventionCost(i);
        case Need.Continuation c -> {
          Continuation continuation = data.continuation(c);
          sum += continuation.cost() + continuation.numbers() * READ;
        }
        case Need.Derived(Derivation<?> derivation) -> sum += derivation.cost(data);
      }
    }
    sum += readsWeights ? weights.count() * READ : 0;
    return sum + (forward || !kept.isEmpty() ? forwardCost(kept, forward, scores) : 0);
  }

  private long interventionCost(Need.Intervention need) {
    Evaluation all = evaluation.orElseThrow();
    long outputs = all.outputsSize();
    return all.intervention(need).cost() + outputs * (READ_OUTPUT + SCORE_OUTPUT);
  }

  private long forwardCost(Set<Need.Activations> kept, boolean outputs, boolean scores) {
    Evaluation all = evaluation.orElseThrow();
    long sum = all.cost(!kept.isEmpty());
    sum += outputs ? all.outputsSize() * READ_OUTPUT : 0;
    sum += scores ? all.outputsSize() * SCORE_OUTPUT : 0;
    return sum + kept.stream().mapToLong(a -> all.size(a) * READ).sum();
  }

  private Subject.Model model() {
    return (Subject.Model) data.subject();
  }
}
