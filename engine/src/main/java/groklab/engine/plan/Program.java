package groklab.engine.plan;

import groklab.engine.graph.Gradients;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Simplifier;
import groklab.engine.graph.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The one door to the compiler: named nodes of a graph become a [Plan].
///
/// The nodes are simplified first, then differentiated, then planned: gradients of a small graph
/// are small. For a loss and its gradient:
///
/// ```
/// Program.of(layout, graph, Map.of("loss", loss)).withGradientsOf("loss").plan(workers)
/// ```
///
/// Gradients of gradients are built from [#output] and [#gradients], then read by [#reading]. Not
/// for running: see `groklab.engine.exec.Session#load`.
public final class Program {
  private final ParameterLayout layout;
  private final Graph graph;
  private final Map<String, Node> outputs;
  private final Map<Slot.Part, Node> stores;

  private Program(
      ParameterLayout layout, Graph graph, Map<String, Node> outputs, Map<Slot.Part, Node> stores) {
    this.layout = layout;
    this.graph = graph;
    this.outputs = outputs;
    this.stores = stores;
  }

  /// A program that computes simpler equivalents of `outputs`, to be read by name.
  public static Program of(ParameterLayout layout, Graph graph, Map<String, Node> outputs) {
    List<Node> simple = Simplifier.simplify(graph, new ArrayList<>(outputs.values()));
    Map<String, Node> named = new LinkedHashMap<>();
    for (String name : outputs.keySet()) {
      named.put(name, simple.get(named.size()));
    }
    return asWritten(layout, graph, named);
  }

  /// A program that computes `outputs` as they are.
  public static Program asWritten(ParameterLayout layout, Graph graph, Map<String, Node> outputs) {
    return new Program(layout, graph, new LinkedHashMap<>(outputs), Map.of());
  }

  /// The node behind an output, to build on.
  public Node output(String name) {
    Node node = outputs.get(name);
    if (node == null) {
      throw new IllegalArgumentException(
          "the program has no output called " + name + "; it has " + outputs.keySet());
    }
    return node;
  }

  /// The nodes of all parameters, in the order of the layout.
  public List<Node> parameters() {
    return layout.views().stream().map(v -> graph.parameter(v.name(), v.rows(), v.cols())).toList();
  }

  /// ∂scalar/∂x for each x of `wrt`, in order; `scalar` is `[1, 1]`.
  public List<Node> gradients(Node scalar, List<Node> wrt) {
    return Gradients.of(graph, scalar, wrt);
  }

  /// This program, which also writes the gradient of a `[1, 1]` output with respect to every
  /// parameter to the gradient memory.
  public Program withGradientsOf(String output) {
    List<Node> slopes = gradients(output(output), parameters());
    Map<Slot.Part, Node> byName = new LinkedHashMap<>();
    for (ParameterLayout.View v : layout.views()) {
      byName.put(Slot.GRADIENTS.of(v.name()), slopes.get(byName.size()));
    }
    return storing(byName);
  }

  /// This program, which also writes these nodes to slots of the session, after it has read
  /// everything: an update is a program whose stores are the new values and the new state.
  public Program storing(Map<Slot.Part, Node> parts) {
    Map<Slot.Part, Node> all = new LinkedHashMap<>(stores);
    all.putAll(parts);
    return new Program(layout, graph, outputs, all);
  }

  /// A program that computes these nodes instead of its outputs.
  public Program reading(Map<String, Node> others) {
    return new Program(layout, graph, new LinkedHashMap<>(others), stores);
  }

  /// The plan. The number of `workers` decides how the work is cut, and nothing else: any number of
  /// them can run it, with the same bits.
  public Plan plan(int workers) {
    return Planner.compile(layout, outputs, stores, workers);
  }
}
