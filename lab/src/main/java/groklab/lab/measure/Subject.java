package groklab.lab.measure;

import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.lab.kind.Suggestion;
import groklab.lab.linear.Matrix;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// What is measured: a network with its data, or weights and nothing else.
public sealed interface Subject {

  /// A weight tensor, as measures see it: a matrix whose columns are outputs.
  ///
  /// The matrix of `attn.W_Q`, `W_K` and `W_V`, stored as `[heads, d, dh]`, is `[d, heads·dh]`;
  /// that of `attn.W_O`, stored as `[heads, dh, d]`, is `[heads·dh, d]`; a vector is one row.
  ///
  /// @param name TransformerLens name
  /// @param shape as stored
  /// @param auxiliary whether it only helps training, see [Parameter]
  record Weight(String name, List<Integer> shape, int rows, int cols, boolean auxiliary) {
    public int size() {
      return rows * cols;
    }

    public boolean isMatrix() {
      return rows > 1 && cols > 1;
    }
  }

  /// All weights in the order of the network's parameters.
  List<Weight> weights();

  /// Those of [#weights] that are not auxiliary: what counts as the network's size.
  default List<Weight> ownWeights() {
    return weights().stream().filter(w -> !w.auxiliary()).toList();
  }

  /// What the network is made of; empty for weights without a network.
  Optional<Anatomy> anatomy();

  /// How many numbers all weights are.
  default long weightCount() {
    return weights().stream().mapToLong(Weight::size).sum();
  }

  /// Why the subject cannot meet a need, as the end of "... does not apply: ". Empty = it can.
  Optional<String> obstacle(Need need);

  /// A network whose parameters are the values of a session: a live run, or stored weights that
  /// were written into it.
  ///
  /// @param spec of the run
  /// @param initialKnown whether the weights began as the spec draws them; of foreign weights that
  ///     is not known
  record Model(RunSpec spec, Problem data, Network network, Session session, boolean initialKnown)
      implements Subject {

    @Override
    public List<Weight> weights() {
      return network.parameters().stream().map(Model::weight).toList();
    }

    private static Weight weight(Parameter p) {
      return new Weight(p.name(), p.shape(), p.view().rows(), p.view().cols(), p.auxiliary());
    }

    @Override
    public Optional<Anatomy> anatomy() {
      return Optional.of(network.anatomy());
    }

    /// Names of the activations that the network has.
    public Set<String> hooks() {
      var one = new Examples.Known(data, Ints.of(0));
      return network.forward(new Graph(), one, false).hooks().keySet();
    }

    @Override
    public Optional<String> obstacle(Need need) {
      return switch (need) {
        case Need.Weights _ -> Optional.empty();
        case Need.InitialWeights _ ->
            initialKnown
                ? Optional.empty()
                : Optional.of(
                    "the initial weights of foreign weights are not known; a run directory says how"
                        + " its weights began");
        case Need.Outputs(ExampleSet set) -> emptySet(set).or(this::tooManyOutputs);
        case Need.Scores(ExampleSet set) -> emptySet(set);
        case Need.LossOfWeights(ExampleSet set) -> emptySet(set);
        case Need.OutputsOfWeights(ExampleSet set) -> emptySet(set);
        case Need.OutputGradients(ExampleSet set, int _) -> emptySet(set);
        case Need.Gradient _, Need.HessianProducts _, Need.BatchLossOfWeights _ ->
            emptySet(ExampleSet.TRAIN);
        case Need.Activations(ExampleSet set, String hook, Need.At _) ->
            noHook(hook).or(() -> emptySet(set)).or(this::tooManyOutputs);
        case Need.Intervention(String hook, Need.Edit _) -> noHook(hook).or(this::tooManyOutputs);
        case Need.Continuation(String from, List<String> read, int _) ->
            Stream.concat(Stream.of(from), read.stream())
                .flatMap(hook -> noHook(hook).stream())
                .findFirst();
        case Need.Derived _ -> Optional.empty(); // what it is derived from is judged by itself
      };
    }

    private Optional<String> noHook(String hook) {
      Set<String> hooks = hooks();
      return hooks.contains(hook)
          ? Optional.empty()
          : Optional.of(
              "the network has no activation %s%s".formatted(hook, Suggestion.ending(hook, hooks)));
    }

    /// Scores are taken chunk by chunk; whoever wants more of all examples needs their outputs.
    private Optional<String> tooManyOutputs() {
      return EvaluationLimits.STANDARD.exceeds(data, data.examples())
          ? Optional.of(
              String.format(
                  Locale.ROOT,
                  "the outputs of all examples are %,d numbers, and at most %,d are kept",
                  EvaluationLimits.outputs(data, data.examples()),
                  EvaluationLimits.STANDARD.kept()))
          : Optional.empty();
    }

    private Optional<String> emptySet(ExampleSet set) {
      return data.rows(set).length > 0
          ? Optional.empty()
          : Optional.of("there are no %s examples".formatted(set.label()));
    }
  }

  /// Weights without a network.
  ///
  /// @param matrices by name, in the order of a network's parameters where the names are known
  record WeightsOnly(List<Weight> weights, SequencedMap<String, Matrix> matrices)
      implements Subject {

    public WeightsOnly {
      weights = List.copyOf(weights);
      matrices = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(matrices));
    }

    @Override
    public Optional<Anatomy> anatomy() {
      return Optional.empty();
    }

    @Override
    public Optional<String> obstacle(Need need) {
      return switch (need) {
        case Need.Weights _, Need.Derived _ -> Optional.empty();
        case Need.InitialWeights _ ->
            Optional.of(
                "the initial weights are not known; a run directory says how its weights began");
        case Need.Outputs _, Need.Scores _, Need.Activations _, Need.Gradient _, Need.Repeated _ ->
            Optional.of("it needs the network and its data, which a spec describes (--spec)");
      };
    }
  }
}
