package groklab.study.sweep;

import groklab.lab.kind.SpecException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What changes together along one direction of a sweep: one key, or several that are paired.
///
/// @param keys paths of keys of a run's spec, e.g. `optimizer.weightDecay`
/// @param points the values of all keys at each place, as TOML, in the order of the keys
public record Axis(List<String> keys, List<List<String>> points) {
  public Axis {
    keys = List.copyOf(keys);
    points = points.stream().map(List::copyOf).toList();
    String name = String.join(", ", keys);
    if (points.isEmpty()) {
      throw new SpecException(
          "The axis %s has no values; write e.g. values = [0.1, 1.0], or from, to and count"
              .formatted(name));
    }
    Set<List<String>> seen = new HashSet<>();
    for (List<String> point : points) {
      if (point.size() != keys.size()) {
        throw new SpecException(
            "The axis %s has a place with %d values; expected one for each of its %d keys"
                .formatted(name, point.size(), keys.size()));
      }
      if (!seen.add(point)) {
        throw new SpecException(
            "The axis %s names the value %s twice; leave one out"
                .formatted(name, String.join(", ", point)));
      }
    }
  }

  /// Values of one key.
  static Axis of(String key, List<String> values) {
    return new Axis(List.of(key), values.stream().map(List::of).toList());
  }

  /// The same keys with one more place at the end, unless it is there.
  Axis with(List<String> point) {
    if (points.contains(point)) {
      return this;
    }
    List<List<String>> more = new ArrayList<>(points);
    more.add(point);
    return new Axis(keys, more);
  }
}
