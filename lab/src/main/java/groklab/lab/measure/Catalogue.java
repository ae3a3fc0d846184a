package groklab.lab.measure;

import groklab.lab.kind.SpecException;
import groklab.lab.kind.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/// All measures that the modules of this program bring, and the names by which people ask for them:
/// `default`, `all`, a group, a measure, or a name that is recorded.
public final class Catalogue {
  /// What a run measures unless its spec says otherwise.
  public static final String DEFAULT = "default";

  /// Everything that applies.
  public static final String ALL = "all";

  /// In the order in which values are recorded and measures are listed.
  private static final List<AnyMeasure> KNOWN =
      ServiceLoader.load(MeasureProvider.class, Catalogue.class.getClassLoader()).stream()
          .flatMap(provider -> provider.get().measures().stream())
          .toList();

  private static final List<Measure> MEASURES =
      KNOWN.stream().filter(Measure.class::isInstance).map(Measure.class::cast).toList();

  private static final List<Comparison<?>> COMPARISONS =
      KNOWN.stream()
          .filter(Comparison.class::isInstance)
          .<Comparison<?>>map(any -> (Comparison<?>) any)
          .toList();

  private Catalogue() {}

  /// Measures that somebody asked for.
  ///
  /// @param measures in the catalogue's order
  /// @param comparisons in the catalogue's order; a run that trains takes none of them
  /// @param named those that were asked for by their own name, so that it is an error if they do
  ///     not apply
  public record Selection(
      List<Measure> measures, List<Comparison<?>> comparisons, Set<AnyMeasure> named) {
    public Selection {
      measures = List.copyOf(measures);
      comparisons = List.copyOf(comparisons);
      named = Set.copyOf(named);
    }

    /// With the core measures, which every run takes.
    public Selection withCore() {
      return new Selection(
          MEASURES.stream().filter(m -> isCore(m) || measures.contains(m)).toList(),
          comparisons,
          named);
    }
  }

  /// The measures of one step.
  public static List<Measure> all() {
    return MEASURES;
  }

  /// The measures that compare two steps.
  public static List<Comparison<?>> comparisons() {
    return COMPARISONS;
  }

  /// Everything, group by group.
  public static List<AnyMeasure> listed() {
    return Stream.<AnyMeasure>concat(MEASURES.stream(), comparisons().stream())
        .sorted(Comparator.comparing(m -> m.page().group()))
        .toList();
  }

  /// What every run takes: the schedule of its probes and its phases are made from them.
  public static List<Measure> core() {
    return MEASURES.stream().filter(Catalogue::isCore).toList();
  }

  private static boolean isCore(Measure measure) {
    return measure.page().taken() == MeasurePage.Taken.ALWAYS;
  }

  /// Whether a run takes it unless its spec says otherwise.
  public static boolean isDefault(AnyMeasure measure) {
    return measure.page().taken() != MeasurePage.Taken.ON_REQUEST;
  }

  /// The measure of a name, its own or one that it records.
  public static Optional<AnyMeasure> find(String name) {
    return listed().stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .or(() -> listed().stream().filter(m -> m.page().announces(name)).findFirst());
  }

  /// The measures of some names.
  ///
  /// @param where what names them, for the message, e.g. `probes.measures`
  /// @throws SpecException if a name is unknown; the message suggests the nearest
  public static Selection select(List<String> names, String where) {
    Set<AnyMeasure> chosen = new LinkedHashSet<>();
    Set<AnyMeasure> named = new LinkedHashSet<>();
    for (String name : names) {
      List<AnyMeasure> group = group(name);
      if (group.isEmpty()) {
        AnyMeasure measure = find(name).orElseThrow(() -> unknown(name, where));
        chosen.add(measure);
        named.add(measure);
      }
      chosen.addAll(group);
    }
    return new Selection(
        MEASURES.stream().filter(chosen::contains).toList(),
        comparisons().stream().filter(chosen::contains).toList(),
        named);
  }

  private static List<AnyMeasure> group(String name) {
    return switch (name) {
      case ALL -> listed();
      case DEFAULT -> listed().stream().filter(Catalogue::isDefault).toList();
      default -> listed().stream().filter(m -> m.page().group().label().equals(name)).toList();
    };
  }

  private static SpecException unknown(String name, String where) {
    List<String> known = new ArrayList<>(List.of(DEFAULT, ALL));
    Arrays.stream(MeasureGroup.values())
        .map(MeasureGroup::label)
        .filter(label -> !group(label).isEmpty())
        .forEach(known::add);
    String groups = String.join(", ", known);
    listed().forEach(m -> known.add(m.name()));
    return new SpecException(
        ("%s names \"%s\", which is neither a group of measures (%s) nor a measure that "
                + "groklab list measures shows%s")
            .formatted(where, name, groups, Suggestion.ending(name, known)));
  }
}
