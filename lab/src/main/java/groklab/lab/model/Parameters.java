package groklab.lab.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.plan.ParameterLayout;
import java.util.ArrayList;
import java.util.List;

/// Collects a network's parameters while it is described.
final class Parameters {
  private final ParameterLayout layout = new ParameterLayout();
  private final List<Tensor> tensors = new ArrayList<>();

  /// A matrix stored as it stands.
  void matrix(String name, int rows, int cols, Initial initial) {
    add(name, rows, cols, List.of(rows, cols), Tensor.Order.ROW_MAJOR, initial);
  }

  /// One row, stored as a vector.
  void vector(String name, int size, Initial initial) {
    add(name, 1, size, List.of(size), Tensor.Order.ROW_MAJOR, initial);
  }

  /// A matrix stored under another shape.
  void add(
      String name, int rows, int cols, List<Integer> shape, Tensor.Order order, Initial initial) {
    tensors.add(new Tensor(layout.add(name, rows, cols), List.copyOf(shape), order, initial));
  }

  ParameterLayout layout() {
    return layout;
  }

  List<Tensor> tensors() {
    return List.copyOf(tensors);
  }

  /// The parameter as a node of a graph.
  Node node(Graph g, String name) {
    ParameterLayout.View v = layout.view(name);
    return g.parameter(name, v.rows(), v.cols());
  }
}
