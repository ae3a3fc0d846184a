package groklab.lab.model;

import groklab.engine.plan.ParameterLayout;
import groklab.lab.kind.SpecException;
import java.util.ArrayList;
import java.util.List;

/// Collects a network's parameters while its layers describe them. The order in which they are
/// added is the order in the flat parameter array.
public final class Parameters {
  private static final long MOST = Integer.MAX_VALUE - 64L; // with gaps between them

  private final ParameterLayout layout = new ParameterLayout();
  private final List<Parameter> all = new ArrayList<>();

  /// Adds to the flat array, whose places are counted in an int.
  ///
  /// @throws SpecException if the network becomes too large
  private ParameterLayout.View place(String name, long rows, long cols) {
    long size = layout.length() + rows * cols;
    if (size > MOST) {
      throw new SpecException(
          ("the network has at least %,d parameters with %s, which is %,d x %,d; at most %,d fit;"
                  + " write a smaller width or fewer layers")
              .formatted(size, name, rows, cols, MOST));
    }
    return layout.add(name, (int) rows, (int) cols);
  }

  /// A matrix stored as it stands.
  public void matrix(String name, int rows, int cols, Role role, Initial initial) {
    add(place(name, rows, cols), List.of(rows, cols), Parameter.Order.ROW_MAJOR, role, initial);
  }

  /// One row, stored as a vector.
  public void vector(String name, int size, Role role, Initial initial) {
    add(place(name, 1, size), List.of(size), Parameter.Order.ROW_MAJOR, role, initial);
  }

  /// A matrix stored row by row under another shape, such as `[heads, dh, d]` for `[heads·dh, d]`.
  public void reshaped(
      String name, int rows, int cols, List<Integer> shape, Role role, Initial initial) {
    add(place(name, rows, cols), shape, Parameter.Order.ROW_MAJOR, role, initial);
  }

  /// A matrix `[d, heads·dh]` stored as `[heads, d, dh]`.
  public void perHead(String name, int d, int heads, int dh, Role role, Initial initial) {
    add(
        place(name, d, (long) heads * dh),
        List.of(heads, d, dh),
        Parameter.Order.HEADS_FIRST,
        role,
        initial);
  }

  /// A copy of a matrix that was added before, which training leaves alone and which is no part of
  /// what is measured of the weights. The network draws it as it draws the other.
  public void fixedCopy(String name, String of) {
    Parameter other = all.stream().filter(each -> each.name().equals(of)).findFirst().orElseThrow();
    all.add(
        new Parameter(
            place(name, other.view().rows(), other.view().cols()),
            other.shape(),
            other.order(),
            other.initial(),
            other.role(),
            false,
            true));
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
