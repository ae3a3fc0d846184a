package groklab.lab.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.plan.ParameterLayout;
import java.util.ArrayList;
import java.util.List;

/// Collects a network's parameters while it is described.
final class Parameters {
  private final ParameterLayout layout = new ParameterLayout();
  private final List<Parameter> all = new ArrayList<>();

  /// A matrix stored as it stands.
  void matrix(String name, int rows, int cols, Initial initial) {
    add(name, rows, cols, List.of(rows, cols), Parameter.Order.ROW_MAJOR, initial);
  }

  /// One row, stored as a vector.
  void vector(String name, int size, Initial initial) {
    add(name, 1, size, List.of(size), Parameter.Order.ROW_MAJOR, initial);
  }

  /// A matrix stored under another shape.
  void add(
      String name,
      int rows,
      int cols,
      List<Integer> shape,
      Parameter.Order order,
      Initial initial) {
    all.add(new Parameter(layout.add(name, rows, cols), List.copyOf(shape), order, initial));
  }

  ParameterLayout layout() {
    return layout;
  }

  List<Parameter> list() {
    return List.copyOf(all);
  }

  /// The parameter as a node of a graph.
  Node node(Graph g, String name) {
    ParameterLayout.View v = layout.view(name);
    return g.parameter(name, v.rows(), v.cols());
  }
}
