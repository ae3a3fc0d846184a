package groklab.engine.plan;

import groklab.engine.kernel.Tiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Names and places of a model's parameters in one flat array. Each starts at a whole vector;
/// the gaps stay zero.
public final class ParameterLayout {
  /// A named matrix of the flat array.
  public record View(String name, int offset, int rows, int cols) {
    public int size() {
      return rows * cols;
    }
  }

  /// Neighbouring elements of the flat array.
  ///
  /// @param from of the first one
  /// @param to of the one after the last
  public record Span(int from, int to) {}

  private final Map<String, View> views = new LinkedHashMap<>();
  private int length;

  /// Adds a matrix; the name must be new.
  public View add(String name, int rows, int cols) {
    View v = new View(name, length, rows, cols);
    if (views.putIfAbsent(name, v) != null) {
      throw new IllegalArgumentException("two parameters are called " + name);
    }
    length = Tiles.wholeVectors(length + v.size());
    return v;
  }

  public View view(String name) {
    View v = views.get(name);
    if (v == null) {
      throw new IllegalArgumentException(
          "no parameter is called " + name + "; there are " + views.keySet());
    }
    return v;
  }

  public List<View> views() {
    return new ArrayList<>(views.values());
  }

  /// Length of the flat array, gaps included.
  public int length() {
    return length;
  }

  /// Everything.
  public Span all() {
    return new Span(0, length);
  }

  /// Number of parameters, gaps excluded.
  public int count() {
    return views.values().stream().mapToInt(View::size).sum();
  }
}
