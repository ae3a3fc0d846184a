package groklab.lab.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.kind.Check;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.kind.Suggestion;
import groklab.lab.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Dropout of named activations while training, `[[training.dropout]]`, in any network: an entry is
/// kept with the probability 1 − rate and divided by it, else 0. Each hook has a random stream of
/// its own, `dropout.HOOK`, and fresh numbers in each step.
///
/// @param at hooks, see [Forward#hooks]
/// @param rate in [0, 1)
public record HookDropout(List<String> at, double rate) {

  public HookDropout {
    at = List.copyOf(at);
    Check.belowOne(rate, "training.dropout.rate", "0.1");
  }

  /// The keys of an entry.
  public static HookDropout read(Section<HookDropout> s) {
    return new HookDropout(
        s.texts("at", List.of(), HookDropout::at), s.number("rate", 0.1, HookDropout::rate));
  }

  /// A network with all of them, or the network itself where there are none.
  ///
  /// @throws SpecException if it has no such hook, or a hook is named twice, or an entry names none
  public static Network in(Network network, List<HookDropout> all, Problem problem) {
    if (all.isEmpty()) {
      return network;
    }
    Map<String, Double> rates = new HashMap<>();
    Set<String> hooks = hooks(network, problem);
    for (int i = 0; i < all.size(); i++) {
      HookDropout each = all.get(i);
      String place = "training.dropout[%d].at".formatted(i);
      Check.that(
          !each.at().isEmpty(), place, each.at(), "names of hooks", "[\"" + Forward.LOGITS + "\"]");
      for (String hook : each.at()) {
        if (!hooks.contains(hook)) {
          throw new SpecException(
              "%s names \"%s\", which is no activation of this network%s"
                  .formatted(place, hook, hint(hook, hooks)));
        }
        if (rates.put(hook, each.rate()) != null) {
          throw new SpecException(
              "%s names \"%s\" twice; write one rate for it".formatted(place, hook));
        }
      }
    }
    return new Dropping(network, rates);
  }

  private static Set<String> hooks(Network network, Problem problem) {
    var one = new Examples.Known(problem, Ints.of(0));
    return network.forward(new Graph(), one, false).hooks().keySet();
  }

  private static String hint(String hook, Set<String> hooks) {
    return Suggestion.nearest(hook, hooks)
        .map(near -> "; did you mean \"" + near + "\"?")
        .orElse("; it has " + String.join(", ", hooks));
  }

  /// The network with edits that drop.
  ///
  /// @param rates by hook
  private record Dropping(Network network, Map<String, Double> rates) implements Network {

    @Override
    public Forward forward(
        Graph graph, Examples examples, boolean training, Interventions interventions) {
      if (!training) {
        return network.forward(graph, examples, false, interventions);
      }
      Map<String, UnaryOperator<Node>> edits = new HashMap<>(interventions.edits());
      rates.forEach((hook, rate) -> {
        UnaryOperator<Node> first = edits.getOrDefault(hook, UnaryOperator.identity());
        edits.put(hook, x -> graph.dropout(first.apply(x), "dropout." + hook, rate));
      });
      return network.forward(graph, examples, true, new Interventions(edits));
    }

    @Override
    public ParameterLayout layout() {
      return network.layout();
    }

    @Override
    public List<Parameter> parameters() {
      return network.parameters();
    }

    @Override
    public Anatomy anatomy() {
      return network.anatomy();
    }

    @Override
    public double initScale() {
      return network.initScale();
    }

    @Override
    public double[] initial(Parameter parameter, long seed) {
      return network.initial(parameter, seed);
    }
  }
}
