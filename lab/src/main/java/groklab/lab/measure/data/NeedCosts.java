package groklab.lab.measure.data;

import groklab.lab.measure.Derivation;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What the needs of one subject cost, in operations of a matrix product.
///
/// @param evaluation present where a need is about outputs or activations
/// @param weightSpace present where a need is about a vector of weights
record NeedCosts(
    SubjectData data,
    WeightMatrices weights,
    Optional<Evaluation> evaluation,
    Optional<WeightSpace> weightSpace) {
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
        case Need.Gradient _ ->
            sum += weights.gradientCost(model()) + weights.count() * Operations.READ;
        case Need.OfWeights o -> sum += weightSpace.orElseThrow().cost(o);
        case Need.Intervention i -> sum += interventionCost(i);
        case Need.Continuation c -> {
          PartialNetwork continuation = data.continuation(c);
          sum += continuation.cost() + continuation.numbers() * Operations.READ;
        }
        case Need.Derived(Derivation<?> derivation) -> sum += derivation.cost(data);
      }
    }
    sum += readsWeights ? weights.count() * Operations.READ : 0;
    return sum + (forward || !kept.isEmpty() ? forwardCost(kept, forward, scores) : 0);
  }

  private long interventionCost(Need.Intervention need) {
    Evaluation all = evaluation.orElseThrow();
    long outputs = all.outputsSize();
    return all.intervention(need).cost()
        + outputs * (Operations.READ_OUTPUT + Operations.SCORE_OUTPUT);
  }

  private long forwardCost(Set<Need.Activations> kept, boolean outputs, boolean scores) {
    Evaluation all = evaluation.orElseThrow();
    long sum = all.cost(!kept.isEmpty());
    sum += outputs ? all.outputsSize() * Operations.READ_OUTPUT : 0;
    sum += scores ? all.outputsSize() * Operations.SCORE_OUTPUT : 0;
    return sum + kept.stream().mapToLong(a -> all.size(a) * Operations.READ).sum();
  }

  private Subject.Model model() {
    return (Subject.Model) data.subject();
  }
}
