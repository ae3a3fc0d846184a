package groklab.study.refine;

import groklab.lab.kind.SpecException;
import groklab.lab.kind.Toml;
import groklab.lab.phase.Verdict;
import groklab.study.diagram.Axis.Spacing;
import groklab.study.diagram.Cell;
import groklab.study.sweep.Axis;
import groklab.study.sweep.Outcome;
import groklab.study.sweep.SweepSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Halves the gaps of a sweep across which the verdict changes: along each axis of numbers, between
/// neighbouring cells that differ in nothing else. The lines that are followed are those of the
/// sweep's own grid, so after k rounds each crossing of a line with a boundary is known 2ᵏ times as
/// sharply as the grid shows it, and nothing is spent where neighbours agree.
public final class Refinement {
  private final SweepSpec sweep;
  private final List<Line> lines = new ArrayList<>();

  /// An axis along which gaps can be halved.
  ///
  /// @param whole whether its values are whole numbers
  /// @param logarithmic whether the middle is the geometric one
  private record Line(String key, List<String> grid, boolean whole, boolean logarithmic) {
    double place(double value) {
      return logarithmic ? StrictMath.log(value) : value;
    }

    /// Of the whole grid.
    double length() {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (String text : grid) {
        double place = place(Double.parseDouble(text));
        low = Math.min(low, place);
        high = Math.max(high, place);
      }
      return high - low;
    }
  }

  /// A cell to be run.
  ///
  /// @param gap that it halves, as a share of the grid's length
  private record Candidate(SequencedMap<String, String> settings, double gap) {}

  /// @throws SpecException if no axis is one key of numbers
  public Refinement(SweepSpec sweep) {
    this.sweep = sweep;
    for (Axis axis : sweep.axes()) {
      line(axis).ifPresent(lines::add);
    }
    if (lines.isEmpty()) {
      throw new SpecException(
          "--refine halves gaps between numbers, and no axis of %s is one key with numbers"
              .formatted(sweep.name()));
    }
  }

  private static Optional<Line> line(Axis axis) {
    List<String> grid = axis.points().stream().map(List::getFirst).toList();
    var numbers = groklab.study.diagram.Axis.of(axis.keys().getFirst(), grid);
    if (axis.keys().size() != 1 || !numbers.isNumeric() || grid.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Line(
            axis.keys().getFirst(),
            grid,
            grid.stream().allMatch(text -> text.matches("[+-]?[0-9]+")),
            numbers.spacing() == Spacing.LOGARITHMIC));
  }

  /// The cells that halve the widest gaps, widest first.
  ///
  /// @param known all runs that have ended, of the grid and of earlier rounds
  /// @return empty = no verdict changes between neighbours, or no value lies between them
  public List<SequencedMap<String, String>> next(List<Outcome> known) {
    Map<Map<String, String>, List<Outcome>> cells = new LinkedHashMap<>();
    known.forEach(run ->
        cells.computeIfAbsent(new HashMap<>(run.settings()), _ -> new ArrayList<>()).add(run));
    List<Candidate> found = new ArrayList<>();
    for (Line line : lines) {
      Map<Map<String, String>, List<Map<String, String>>> rows = new LinkedHashMap<>();
      for (Map<String, String> cell : cells.keySet()) {
        if (isOnGrid(cell, line)) {
          Map<String, String> others = new HashMap<>(cell);
          others.remove(line.key);
          rows.computeIfAbsent(others, _ -> new ArrayList<>()).add(cell);
        }
      }
      rows.values().forEach(row -> found.addAll(between(line, row, cells)));
    }
    return found.stream()
        .sorted(Comparator.comparingDouble((Candidate each) -> -each.gap))
        .map(Candidate::settings)
        .filter(each -> !cells.containsKey(new HashMap<>(each)))
        .distinct()
        .toList();
  }

  private boolean isOnGrid(Map<String, String> cell, Line except) {
    return lines.stream()
        .filter(line -> !line.equals(except))
        .allMatch(line -> line.grid.contains(cell.get(line.key)));
  }

  private List<Candidate> between(
      Line line, List<Map<String, String>> row, Map<Map<String, String>, List<Outcome>> cells) {
    List<Map<String, String>> sorted =
        row.stream().sorted(Comparator.comparingDouble(cell -> value(cell, line))).toList();
    List<Candidate> found = new ArrayList<>();
    for (int i = 0; i + 1 < sorted.size(); i++) {
      Map<String, String> left = sorted.get(i);
      Map<String, String> right = sorted.get(i + 1);
      if (!verdict(cells.get(left)).equals(verdict(cells.get(right)))) {
        double low = value(left, line);
        double high = value(right, line);
        double gap = (line.place(high) - line.place(low)) / line.length();
        middle(line, low, high)
            .ifPresent(text -> found.add(new Candidate(at(left, line, text), gap)));
      }
    }
    return found;
  }

  private static double value(Map<String, String> cell, Line line) {
    return Double.parseDouble(String.valueOf(cell.get(line.key)).replace("_", ""));
  }

  private static Optional<Verdict> verdict(@org.jspecify.annotations.Nullable List<Outcome> runs) {
    return runs == null ? Optional.empty() : new Cell(0, 0, runs).verdict();
  }

  /// In the order of the sweep's keys.
  private SequencedMap<String, String> at(Map<String, String> cell, Line line, String text) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    for (Axis axis : sweep.axes()) {
      for (String key : axis.keys()) {
        settings.put(key, key.equals(line.key) ? text : String.valueOf(cell.get(key)));
      }
    }
    return settings;
  }

  /// The middle of a gap, to four digits; empty = there is none between its ends.
  private static Optional<String> middle(Line line, double low, double high) {
    double exact = line.logarithmic ? StrictMath.sqrt(low * high) : (low + high) / 2;
    double middle =
        line.whole
            ? StrictMath.rint(exact)
            : Double.parseDouble(String.format(Locale.ROOT, "%.3e", exact));
    if (!(low < middle && middle < high)) {
      return Optional.empty();
    }
    return Optional.of(line.whole ? Long.toString((long) middle) : Toml.text(middle));
  }
}
