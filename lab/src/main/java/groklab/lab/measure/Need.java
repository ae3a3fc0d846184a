package groklab.lab.measure;

import groklab.lab.problem.ExampleSet;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Something that a measure looks at. Measures declare what they need; a need that nobody asks for
/// at a probe is not met.
public sealed interface Need {

  /// Met at most once per probe, whoever asks.
  sealed interface Shared extends Need {}

  /// Met as often as a measure asks.
  sealed interface Repeated extends Need {}

  /// A function of a vector of weights, met in a session of its own.
  sealed interface OfWeights extends Repeated {}

  /// The weight matrices: [ProbeData#weights].
  record Weights() implements Shared {}

  /// The weight matrices at step 0: [ProbeData#initialWeights].
  record InitialWeights() implements Shared {}

  /// The network's outputs on a set: [ProbeData#outputs].
  record Outputs(ExampleSet set) implements Shared {}

  /// What each scored position of a set says, summed up from the outputs: [ProbeData#scores].
  record Scores(ExampleSet set) implements Shared {}

  /// Activations on a set: [ProbeData#activations].
  ///
  /// @param hook TransformerLens hook name as in [groklab.lab.model.Forward], e.g.
  ///     `blocks.0.mlp.hook_post`
  /// @param at at which positions
  record Activations(ExampleSet set, String hook, At at) implements Shared {}

  /// The gradient of the training loss over the whole training set, without dropout and weight
  /// decay, in the run's precision: [ProbeData#gradient].
  record Gradient() implements Shared {}

  /// Products of the Hessian of the training loss with vectors, in float64: [ProbeData#hessian].
  /// What it costs is the cost of one product.
  record HessianProducts() implements OfWeights {}

  /// The loss on a set as a function of the weights, in float64: [ProbeData#loss]. What it costs is
  /// the cost of one evaluation.
  record LossOfWeights(ExampleSet set) implements OfWeights {}

  /// The network's outputs as a function of the weights, in float64: [ProbeData#outputsOfWeights].
  /// What it costs is the cost of one evaluation.
  record OutputsOfWeights(ExampleSet set) implements OfWeights {}

  /// The loss on minibatches of the training set as a function of the weights, in float64:
  /// [ProbeData#batchLoss]. What it costs is the cost of one minibatch with its gradient.
  ///
  /// @param size examples of a minibatch; a training set that is smaller is one minibatch
  record BatchLossOfWeights(int size) implements OfWeights {}

  /// Gradients of single outputs with respect to all weights, in float64:
  /// [ProbeData#outputGradient]. What it costs is the cost of one gradient.
  ///
  /// @param set whose examples
  /// @param most how many examples, evenly spread over the set; all of a set that has fewer
  record OutputGradients(ExampleSet set, int most) implements OfWeights {}

  /// Scores with one activation edited: [ProbeData#intervention]. They are of the examples that the
  /// probe evaluates anyway, so [Scores] of a set is needed beside it. What it costs is the cost of
  /// one pass.
  ///
  /// @param hook whose activation
  /// @param edit how
  record Intervention(String hook, Edit edit) implements Repeated {}

  /// The network from one of its activations on: [ProbeData#continuation]. What it costs is the
  /// cost of one pass.
  ///
  /// @param from hook name of the activation that is given
  /// @param read hook names of what is read, at the scored positions
  /// @param examples of one pass
  record Continuation(String from, List<String> read, int examples) implements Repeated {
    public Continuation {
      read = List.copyOf(read);
    }
  }

  /// Kinds of edits. What is edited away is a matter of numbers that go into one and the same plan,
  /// so one plan serves all heads or all groups of neurons.
  enum Edit {
    /// each unit scaled and shifted, x·scale + shift
    UNITS,
    /// a row added for each token; of the embedding alone
    TOKENS
  }

  /// What several measures are made of: [ProbeData#derived]. Stands for the needs of the derivation
  /// too.
  record Derived(Derivation<?> derivation) implements Shared {
    @Override
    public String toString() {
      return derivation.name();
    }
  }

  /// These needs and all that they are derived from.
  static Set<Need> closure(Collection<Need> needs, Subject subject) {
    Set<Need> all = new LinkedHashSet<>();
    Deque<Need> open = new ArrayDeque<>(needs);
    while (!open.isEmpty()) {
      Need need = open.remove();
      if (all.add(need) && need instanceof Derived(Derivation<?> derivation)) {
        open.addAll(derivation.needs(subject));
      }
    }
    return all;
  }

  /// Positions of an example.
  enum At {
    /// only those whose output is compared with a target; far cheaper, because the others need not
    /// be computed
    SCORED,
    ALL
  }
}
