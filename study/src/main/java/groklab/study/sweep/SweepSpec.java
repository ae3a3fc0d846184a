package groklab.study.sweep;

import groklab.lab.kind.Check;
import groklab.lab.kind.SpecException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// The question of a sweep: one run for each combination of places on all axes, and each seed.
///
/// @param name of the sweep, also that of its folder
/// @param base the recipe or spec file that all runs begin with
/// @param set what is changed in all of them, `path=value` each
/// @param seeds of each cell
/// @param minutes cap on the time of a call, after which no run is begun; 0 = none
public record SweepSpec(
    String name, String base, List<String> set, List<Axis> axes, List<Long> seeds, double minutes) {
  private static final int MOST_RUNS = 1_000_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public SweepSpec {
    set = List.copyOf(set);
    axes = List.copyOf(axes);
    seeds = List.copyOf(seeds);
    Check.that(
        NAME.matcher(name).matches(),
        "name",
        name,
        "1 to 100 letters, digits, dots, hyphens or underscores, the first a letter or digit",
        "\"decay-and-share\"");
    Check.notNegative(minutes, "minutes", "15");
    if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
      throw new SpecException(
          "seeds is %s; expected at least one seed, each once; write e.g. seeds = [0, 1, 2]"
              .formatted(seeds));
    }
    checkSize(axes, seeds);
    Map<String, Integer> owners = new HashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      for (String key : axes.get(i).keys()) {
        if (set.stream().anyMatch(each -> each.startsWith(key + "="))) {
          throw new SpecException(
              "[set] and an axis both change %s; leave it out of one".formatted(key));
        }
        if (owners.put(key, i) != null) {
          throw new SpecException(
              "Two axes change %s; pair their values in one axis (keys = [...]), or leave one out"
                  .formatted(key));
        }
      }
    }
  }

  /// More runs than any store here was made for are a slip of the hand.
  private static void checkSize(List<Axis> axes, List<Long> seeds) {
    double runs = seeds.size();
    for (Axis axis : axes) {
      runs *= axis.points().size();
    }
    if (runs > MOST_RUNS) {
      throw new SpecException(
          "The sweep asks for %,.0f runs; expected at most %,d; leave out axes, values or seeds"
              .formatted(runs, MOST_RUNS));
    }
  }

  /// @throws SpecException if there is nothing that differs
  SweepSpec requireAxes() {
    if (axes.isEmpty()) {
      throw new SpecException(
          "The sweep has no axis; write e.g. [[axis]] with key = \"optimizer.weightDecay\" and"
              + " values = [0.1, 1.0]");
    }
    return this;
  }

  /// Number of combinations of places.
  public long cells() {
    return axes.stream().mapToLong(axis -> axis.points().size()).reduce(1, Math::multiplyExact);
  }

  /// What the axes say of each cell: path of a key to its value as TOML. The last axis changes
  /// fastest.
  public List<SequencedMap<String, String>> settings() {
    List<SequencedMap<String, String>> cells = List.of(new LinkedHashMap<>());
    for (Axis axis : axes) {
      List<SequencedMap<String, String>> longer = new ArrayList<>();
      for (SequencedMap<String, String> cell : cells) {
        for (List<String> point : axis.points()) {
          SequencedMap<String, String> more = new LinkedHashMap<>(cell);
          for (int i = 0; i < point.size(); i++) {
            more.put(axis.keys().get(i), point.get(i));
          }
          longer.add(more);
        }
      }
      cells = longer;
    }
    return cells;
  }
}
