package groklab.lab.model;

import groklab.engine.plan.ParameterLayout;
import java.util.ArrayList;
import java.util.List;

/// Collects a network's parameters while its layers describe them. The order in which they are
/// added is the order in the flat parameter array.
public final class Parameters {
  private final ParameterLayout layout = new ParameterLayout();
  private final List<Parameter> all = new ArrayList<>();

  /// A matrix stored as it stands.
  public void matrix(String name, int rows, int cols, Role role, Initial initial) {
    add(
        layout.add(name, rows, cols),
        List.of(rows, cols),
        Parameter.Order.ROW_MAJOR,
        role,
        initial);
  }

  /// One row, stored as a vector.
  public void vector(String name, int size, Role role, Initial initial) {
    add(layout.add(name, 1, size), List.of(size), Parameter.Order.ROW_MAJOR, role, initial);
  }

  /// A matrix stored row by row under another shape, such as `[heads, dh, d]` for `[heads·dh, d]`.
  public void reshaped(
      String name, int rows, int cols, List<Integer> shape, Role role, Initial initial) {
    add(layout.add(name, rows, cols), shape, Parameter.Order.ROW_MAJOR, role, initial);
  }

  /// A matrix `[d, heads·dh]` stored as `[heads, d, dh]`.
  public void perHead(String name, int d, int heads, int dh, Role role, Initial initial) {
    add(
        layout.add(name, d, heads * dh),
        List.of(heads, d, dh),
        Parameter.Order.HEADS_FIRST,
        role,
        initial);
  }

  private void add(
      ParameterLayout.View view,
      List<Integer> shape,
      Parameter.Order order,
      Role role,
      Initial initial) {
    all.add(new Parameter(view, shape, order, initial, role, true, false));
  }

  public ParameterLayout layout() {
    return layout;
  }

  /// All parameters, in layout order.
  public List<Parameter> list() {
    return List.copyOf(all);
  }
}
