package groklab.study.court;

import groklab.lab.kind.SpecException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a court compares.
///
/// @param seeds on which everything is judged, below 1,000; nothing is chosen on them
/// @param trials settings that are tried for each method in each family, besides those that it
///     comes with: the same budget of tuning for all
/// @param methods the first is the control
public record CourtSpec(
    String name, List<Long> seeds, int trials, List<Family> families, List<Method> methods) {
  private static final int MOST_TRIALS = 1_000;
  private static final long FIRST_OF_TUNING = 1_000;

  public CourtSpec {
    seeds = List.copyOf(seeds);
    families = List.copyOf(families);
    methods = List.copyOf(methods);
  }

  /// @return this, which can be held
  /// @throws SpecException if it cannot
  CourtSpec required() {
    if (seeds.isEmpty() || seeds.stream().anyMatch(each -> each < 0 || each >= FIRST_OF_TUNING)) {
      throw new SpecException(
          ("seeds is %s; expected at least one, each from 0 to 999, since settings are chosen on"
                  + " seeds from 1000 on; write e.g. seeds = [0, 1, 2]")
              .formatted(seeds));
    }
    if (trials < 1 || trials > MOST_TRIALS) {
      throw new SpecException(
          "trials is %d; expected 1 to %,d; write e.g. trials = 16".formatted(trials, MOST_TRIALS));
    }
    if (families.isEmpty() || methods.size() < 2) {
      throw new SpecException(
          "a court has %d [[family]] and %d [[method]]; expected at least one and two, the control"
                  .formatted(families.size(), methods.size())
              + " first");
    }
    requireDifferent("family", families.stream().map(Family::name).toList());
    requireDifferent("method", methods.stream().map(Method::name).toList());
    return this;
  }

  private static void requireDifferent(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
        throw new SpecException(
            "%s.name is \"%s\"; expected letters, digits, dots and hyphens, since it names a folder"
                .formatted(what, name));
      }
      if (!seen.add(name)) {
        throw new SpecException("two [[%s]] are called %s; rename one".formatted(what, name));
      }
    }
  }

  /// The method that all others are compared with.
  public Method control() {
    return methods.getFirst();
  }

  /// What is learnt, and by what network.
  ///
  /// @param base a recipe's name
  /// @param set what differs from it, `path=value` each
  public record Family(String name, String base, List<String> set) {
    public Family {
      set = List.copyOf(set);
    }
  }

  /// How it is learnt.
  ///
  /// @param source where it was published
  /// @param set what makes it the method, with the keys as published, `path=value` each
  /// @param knobs what is turned besides weight decay and learning rate, `path=from..to` each
  public record Method(String name, String source, List<String> set, List<String> knobs) {
    public Method {
      set = List.copyOf(set);
      knobs = List.copyOf(knobs);
    }

    /// What it changes in a family.
    public List<String> in(Family family) {
      List<String> all = new ArrayList<>(family.set());
      all.addAll(set);
      return all;
    }
  }
}
