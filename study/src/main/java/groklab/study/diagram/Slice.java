package groklab.study.diagram;

import groklab.lab.kind.SpecException;
import groklab.study.sweep.Axis;
import groklab.study.sweep.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// The plane of a sweep that a diagram shows: which axes lie across and upwards, and at what the
/// others are held. An axis of several keys is called by the first of them whose values differ from
/// place to place, or else by all of them.
public final class Slice {
  /// What is asked of a slice; what is left open is the first that the sweep has.
  ///
  /// @param across a key of an axis
  /// @param upwards likewise
  /// @param at values of keys of other axes
  public record Wish(Optional<String> across, Optional<String> upwards, Map<String, String> at) {
    /// The first two axes, the others at their first values.
    public static final Wish NONE = new Wish(Optional.empty(), Optional.empty(), Map.of());
  }

  private final List<Direction> directions;
  private final Direction across;
  private final Optional<Direction> upwards;
  private final SequencedMap<String, String> held;
  private final Wish wish;

  /// An axis of the sweep under the name that a diagram uses.
  ///
  /// @param texts of its places, all different
  /// @param places by what the keys of the axis have there
  private record Direction(
      Axis axis, String name, List<String> texts, Map<List<String>, Integer> places) {
    static Direction of(Axis axis) {
      Map<List<String>, Integer> places = new HashMap<>();
      for (int i = 0; i < axis.points().size(); i++) {
        places.putIfAbsent(axis.points().get(i), i);
      }
      for (int i = 0; i < axis.keys().size(); i++) {
        int key = i;
        List<String> texts = axis.points().stream().map(point -> point.get(key)).toList();
        if (new HashSet<>(texts).size() == texts.size()) {
          return new Direction(axis, axis.keys().get(i), texts, places);
        }
      }
      return new Direction(
          axis,
          String.join(", ", axis.keys()),
          axis.points().stream().map(point -> '"' + String.join(", ", point) + '"').toList(),
          places);
    }

    boolean isCalled(String key) {
      return name.equals(key) || axis.keys().contains(key);
    }

    /// The place of a run; -1 = it lies between those of the grid.
    int place(Outcome run) {
      return places.getOrDefault(axis.keys().stream().map(run.settings()::get).toList(), -1);
    }

    groklab.study.diagram.Axis shown() {
      return groklab.study.diagram.Axis.of(name, texts);
    }
  }

  /// @param axes of a sweep, at least one
  /// @throws SpecException if the wish names a key or a value that the sweep has not
  public Slice(List<Axis> axes, Wish wish) {
    this.wish = wish;
    directions = axes.stream().map(Direction::of).toList();
    across = wish.across().map(this::direction).orElseGet(() -> first(wish.upwards()));
    upwards =
        wish.upwards()
            .map(this::direction)
            .or(() -> directions.stream().filter(each -> !each.equals(across)).findFirst());
    if (upwards.filter(across::equals).isPresent()) {
      throw new SpecException(
          "Both directions are %s; expected two different axes of the sweep"
              .formatted(across.name()));
    }
    held = new LinkedHashMap<>();
    others().forEach(each -> held.put(each.name(), each.texts().getFirst()));
    wish.at().forEach(this::hold);
  }

  /// The plane that is being filled, of those that the wish leaves open: that of the run that ended
  /// last. Where all planes hold as many runs, as at the end of a sweep, it is the first.
  ///
  /// @param runs in the order in which they ended
  public Slice filling(List<Outcome> runs) {
    List<Direction> open =
        others().stream()
            .filter(each -> wish.at().keySet().stream().noneMatch(each::isCalled))
            .toList();
    Map<List<Integer>, Integer> counts = new HashMap<>();
    List<Integer> last = List.of();
    for (Outcome run : runs) {
      List<Integer> places = open.stream().map(each -> each.place(run)).toList();
      if (!places.contains(-1)) {
        counts.merge(places, 1, Integer::sum);
        last = places;
      }
    }
    long planes = open.stream().mapToLong(each -> each.texts().size()).reduce(1, (a, b) -> a * b);
    boolean even = counts.size() == planes && new HashSet<>(counts.values()).size() == 1;
    Map<String, String> at = new LinkedHashMap<>(wish.at());
    for (int i = 0; i < last.size() && !even; i++) {
      at.put(open.get(i).name(), open.get(i).texts().get(last.get(i)));
    }
    return new Slice(
        directions.stream().map(Direction::axis).toList(),
        new Wish(wish.across(), wish.upwards(), at));
  }

  private Direction first(Optional<String> taken) {
    return directions.stream()
        .filter(each -> taken.isEmpty() || !each.isCalled(taken.get()))
        .findFirst()
        .orElse(directions.getFirst());
  }

  private Direction direction(String key) {
    return directions.stream()
        .filter(each -> each.isCalled(key))
        .findFirst()
        .orElseThrow(() ->
            new SpecException(
                "%s is no axis of this sweep; expected one of %s".formatted(key, names())));
  }

  private void hold(String key, String value) {
    Direction direction = direction(key);
    if (!held.containsKey(direction.name())) {
      throw new SpecException(
          "%s lies along the diagram, so it is not held; expected a value of another axis"
              .formatted(key));
    }
    groklab.study.diagram.Axis shown = direction.shown();
    if (shown.find(value).isEmpty()) {
      throw new SpecException(
          "%s is not %s anywhere on the grid of this sweep; expected one of %s"
              .formatted(key, value, String.join(", ", shown.texts())));
    }
    var places = shown.places();
    direction.texts().stream()
        .filter(text -> places.applyAsInt(text) == places.applyAsInt(value))
        .findFirst()
        .ifPresent(text -> held.put(direction.name(), text));
  }

  private List<Direction> others() {
    return directions.stream()
        .filter(each -> !each.equals(across) && upwards.filter(each::equals).isEmpty())
        .toList();
  }

  private String names() {
    return String.join(", ", directions.stream().map(Direction::name).toList());
  }

  /// The names of all axes of the sweep, with the values that each has.
  public SequencedMap<String, List<String>> axes() {
    SequencedMap<String, List<String>> axes = new LinkedHashMap<>();
    directions.forEach(each -> axes.put(each.name(), each.shown().texts()));
    return axes;
  }

  /// What the other axes are held at.
  public SequencedMap<String, String> held() {
    return new LinkedHashMap<>(held);
  }

  /// The diagram of the runs that lie in the plane, on the whole grid of the sweep. Runs between
  /// the places of the grid, as those of a refinement, are left out.
  public PhaseDiagram diagram(Collection<Outcome> runs) {
    List<Outcome> named = new ArrayList<>();
    for (Outcome run : runs) {
      SequencedMap<String, String> settings = new LinkedHashMap<>();
      for (Direction each : directions) {
        int place = each.place(run);
        if (place >= 0) {
          settings.put(each.name(), each.texts().get(place));
        }
      }
      if (settings.size() == directions.size() && isHeld(settings)) {
        named.add(run.with(settings));
      }
    }
    var x = across.shown();
    var y = upwards.map(Direction::shown);
    return named.isEmpty()
        ? new PhaseDiagram(x, y, held, List.of())
        : worded(
            PhaseDiagram.of(named, across.name(), upwards.map(Direction::name), held).on(x, y));
  }

  /// The diagram of all runs in the plane, those between the places of the grid among them, as a
  /// refinement leaves them: its axes have every value that a run has.
  public PhaseDiagram refined(Collection<Outcome> runs) {
    List<Outcome> named = new ArrayList<>();
    for (Outcome run : runs) {
      SequencedMap<String, String> settings = new LinkedHashMap<>(held);
      Optional.ofNullable(run.settings().get(across.name()))
          .ifPresent(value -> settings.put(across.name(), value));
      upwards.ifPresent(each ->
          Optional.ofNullable(run.settings().get(each.name()))
              .ifPresent(value -> settings.put(each.name(), value)));
      if (settings.size() == directions.size()
          && others().stream().allMatch(each -> isHeldAt(each, run))) {
        named.add(run.with(settings));
      }
    }
    return worded(PhaseDiagram.of(named, across.name(), upwards.map(Direction::name), held));
  }

  /// With all keys of paired axes in what is held.
  private PhaseDiagram worded(PhaseDiagram diagram) {
    SequencedMap<String, String> words = new LinkedHashMap<>();
    for (Direction each : others()) {
      int place = each.texts().indexOf(held.get(each.name()));
      for (int i = 0; i < each.axis().keys().size(); i++) {
        words.put(each.axis().keys().get(i), each.axis().points().get(place).get(i));
      }
    }
    return new PhaseDiagram(diagram.across(), diagram.upwards(), words, diagram.cells());
  }

  private boolean isHeld(Map<String, String> settings) {
    return held.entrySet().stream()
        .allMatch(entry -> Objects.equals(settings.get(entry.getKey()), entry.getValue()));
  }

  /// The runs in the plane or beside it that lie off the grid along one of the two directions
  /// alone, with their numbers there: where a refinement has looked.
  ///
  /// @return empty where a direction has no numbers, or no such run has ended
  public List<Spot> spots(Collection<Outcome> runs) {
    if (upwards.isEmpty() || !across.shown().isNumeric() || !upwards.get().shown().isNumeric()) {
      return List.of();
    }
    Map<List<String>, List<Outcome>> cells = new LinkedHashMap<>();
    for (Outcome run : runs) {
      if (others().stream().allMatch(each -> isHeldAt(each, run))) {
        var place =
            List.of(
                String.valueOf(run.settings().get(across.name())),
                String.valueOf(run.settings().get(upwards.get().name())));
        cells.computeIfAbsent(place, _ -> new ArrayList<>()).add(run);
      }
    }
    List<Spot> spots = new ArrayList<>();
    cells.forEach((place, of) -> {
      boolean onGrid = across.place(of.getFirst()) >= 0 && upwards.get().place(of.getFirst()) >= 0;
      var cell = new Cell(0, 0, of);
      spots.add(new Spot(number(place.getFirst()), number(place.getLast()), onGrid, cell));
    });
    return spots.stream().allMatch(Spot::onGrid) ? List.of() : spots;
  }

  private boolean isHeldAt(Direction direction, Outcome run) {
    int place = direction.place(run);
    return place >= 0 && direction.texts().get(place).equals(held.get(direction.name()));
  }

  private static double number(String text) {
    return groklab.study.diagram.Axis.of("", List.of(text)).numbers()[0];
  }

  /// A cell of a sweep that was refined, where it lies.
  ///
  /// @param across its number along the axis across
  /// @param onGrid whether it is one of the grid's own
  /// @param cell its runs; its row and column say nothing
  public record Spot(double across, double upwards, boolean onGrid, Cell cell) {}
}
