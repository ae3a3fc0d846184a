package groklab.study.diagram;

import groklab.lab.kind.SpecException;
import groklab.study.sweep.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The runs of a sweep by the values of two of its keys, or of one (a strip).
///
/// @param across the axis from left to right
/// @param upwards the axis from bottom to top; empty = a strip
/// @param fixed what other keys were held at, as the caller asked
/// @param cells those that have runs, row by row from the bottom, each from the left
public record PhaseDiagram(
    Axis across, Optional<Axis> upwards, SequencedMap<String, String> fixed, List<Cell> cells) {
  private record Place(int row, int column) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return row != other.row
          ? Integer.compare(row, other.row)
          : Integer.compare(column, other.column);
    }
  }

  public PhaseDiagram {
    cells = List.copyOf(cells);
  }

  /// A diagram of one key.
  ///
  /// @throws SpecException as [#of] does
  public static PhaseDiagram strip(
      List<Outcome> outcomes, String across, Map<String, String> fixed) {
    return of(outcomes, across, Optional.empty(), fixed);
  }

  /// A diagram of two keys.
  ///
  /// @param fixed values of keys, as the sweep writes them; runs with others are left out
  /// @throws SpecException if a key is none of the sweep's, if no run is left, or if runs that
  ///     would share a cell differ in another key, which must then be fixed
  public static PhaseDiagram of(
      List<Outcome> outcomes, String across, Optional<String> upwards, Map<String, String> fixed) {
    var keys = new LinkedHashSet<String>();
    outcomes.forEach(run -> keys.addAll(run.settings().keySet()));
    check(across, keys);
    upwards.ifPresent(key -> check(key, keys));
    fixed.keySet().forEach(key -> check(key, keys));
    if (upwards.filter(across::equals).isPresent()) {
      throw new SpecException(
          "Both axes are %s; expected two different keys of the sweep, or one axis"
              .formatted(across));
    }
    var held = new LinkedHashMap<String, String>();
    fixed.forEach((key, value) -> held.put(key, known(outcomes, key, value)));
    var chosen =
        outcomes.stream()
            .filter(run ->
                held.entrySet().stream()
                    .allMatch(e -> Objects.equals(run.settings().get(e.getKey()), e.getValue())))
            .toList();
    if (chosen.isEmpty()) {
      throw new SpecException(
          outcomes.isEmpty()
              ? "There are no runs, so there is no diagram; expected a sweep with at least one run"
              : "No run of the sweep has %s together; expected values that one run has"
                  .formatted(written(held)));
    }
    return arrange(chosen, across, upwards, held);
  }

  private static PhaseDiagram arrange(
      List<Outcome> runs,
      String across,
      Optional<String> upwards,
      SequencedMap<String, String> fixed) {
    var x = Axis.of(across, texts(runs, across));
    var y = upwards.map(key -> Axis.of(key, texts(runs, key)));
    var columns = x.places();
    var rows = y.map(Axis::places);
    var byPlace = new TreeMap<Place, List<Outcome>>();
    for (var run : runs) {
      int column = columns.applyAsInt(text(run, across));
      int row = upwards.map(key -> rows.orElseThrow().applyAsInt(text(run, key))).orElse(0);
      byPlace.computeIfAbsent(new Place(row, column), _ -> new ArrayList<>()).add(run);
    }
    var axes = new LinkedHashSet<String>();
    axes.add(across);
    upwards.ifPresent(axes::add);
    byPlace.values().forEach(cell -> alike(cell, runs, axes));
    var cells =
        byPlace.entrySet().stream()
            .map(e -> new Cell(e.getKey().column(), e.getKey().row(), e.getValue()))
            .toList();
    return new PhaseDiagram(x, y, fixed, cells);
  }

  private static String text(Outcome run, String key) {
    String text = run.settings().get(key);
    if (text == null) {
      throw new SpecException(
          "Run %s has no value of %s, which is an axis; expected runs of one sweep"
              .formatted(run.id(), key));
    }
    return text;
  }

  private static List<String> texts(List<Outcome> runs, String key) {
    return runs.stream().map(run -> text(run, key)).toList();
  }

  private static void check(String key, SequencedSet<String> keys) {
    if (!keys.contains(key)) {
      throw new SpecException(
          "%s is no key of this sweep; expected one of %s".formatted(key, String.join(", ", keys)));
    }
  }

  /// The value as the runs have it: `1` finds `1.0`, and a text needs no quotes.
  private static String known(List<Outcome> outcomes, String key, String value) {
    var had =
        outcomes.stream()
            .map(run -> run.settings().get(key))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    var axis = Axis.of(key, had);
    var wanted = Axis.of(key, List.of(value)).values().getFirst();
    for (String text : had) {
      var held = Axis.of(key, List.of(text)).values().getFirst();
      if (held.number().isPresent()
          ? held.number().equals(wanted.number())
          : held.text().equals(wanted.text())) {
        return text;
      }
    }
    throw new SpecException(
        "%s is never %s in this sweep; expected one of %s"
            .formatted(key, value, String.join(", ", axis.texts())));
  }

  /// Runs of one cell may differ in nothing but their seed, else their share means nothing.
  private static void alike(List<Outcome> cell, List<Outcome> all, SequencedSet<String> axes) {
    var first = cell.getFirst().settings();
    for (var run : cell) {
      if (run.settings().equals(first)) {
        continue;
      }
      for (String key : run.settings().keySet()) {
        if (!axes.contains(key) && !Objects.equals(run.settings().get(key), first.get(key))) {
          var values = Axis.of(key, all.stream().map(r -> r.settings().get(key)).toList()).texts();
          throw new SpecException(
              "A diagram of %s would mix runs of different %s; fix it at one of %s"
                  .formatted(String.join(" and ", axes), key, shortened(values)));
        }
      }
    }
  }

  private static String shortened(List<String> values) {
    int most = 12;
    return values.size() <= most
        ? String.join(", ", values)
        : String.join(", ", values.subList(0, most)) + ", ... (" + values.size() + " values)";
  }

  private static String written(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(e -> e.getKey() + " = " + e.getValue())
        .collect(Collectors.joining(" and "));
  }

  /// The same cells on axes that have more values, as those of a sweep of which some runs have not
  /// ended.
  ///
  /// @param x has every value of the axis across
  /// @param y likewise of that upwards, empty in a strip
  PhaseDiagram on(Axis x, Optional<Axis> y) {
    var columns = x.places();
    var rows = y.map(Axis::places);
    var moved =
        cells.stream()
            .map(cell -> {
              int row =
                  rows.map(places ->
                          places.applyAsInt(upwards.orElseThrow().texts().get(cell.row())))
                      .orElse(0);
              int column = columns.applyAsInt(across.texts().get(cell.column()));
              return new Cell(column, row, cell.runs());
            })
            .sorted(Comparator.comparingInt(Cell::row).thenComparingInt(Cell::column))
            .toList();
    return new PhaseDiagram(x, y, fixed, moved);
  }

  /// Number of rows, 1 in a strip.
  public int rows() {
    return upwards.map(Axis::size).orElse(1);
  }

  public int columns() {
    return across.size();
  }

  /// All runs, cell by cell.
  public List<Outcome> runs() {
    return cells.stream().map(Cell::runs).flatMap(Collection::stream).toList();
  }

  /// The fewest and the most runs of a cell.
  public List<Integer> seeds() {
    var order = Comparator.<Integer>naturalOrder();
    return List.of(
        cells.stream().map(Cell::n).min(order).orElse(0),
        cells.stream().map(Cell::n).max(order).orElse(0));
  }

  public Shares shares() {
    return Shares.of(cells);
  }

  /// The cells of a row, from the left.
  public List<Cell> row(int row) {
    return cells.stream().filter(cell -> cell.row() == row).toList();
  }

  /// The same with its axes exchanged, so that its rows are these columns; none of a strip.
  public Optional<PhaseDiagram> transposed() {
    return upwards.map(axis ->
        new PhaseDiagram(
            axis,
            Optional.of(across),
            fixed,
            cells.stream()
                .map(cell -> new Cell(cell.row(), cell.column(), cell.runs()))
                .sorted(Comparator.comparingInt(Cell::row).thenComparingInt(Cell::column))
                .toList()));
  }
}
