package groklab.lab.spec;

import groklab.lab.kind.SpecException;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// What came out of a spec when its author ran it, so that a machine can tell whether it still
/// does. A spec may leave any of it out (empty).
///
/// @param seeds it was run with
/// @param verdict label of the [Verdict] of each of these runs
/// @param memorised the earliest and the latest T_mem to expect, in steps
/// @param generalised the earliest and the latest T_grok to expect, in steps
/// @param seen labels of kinds of [Sighting] that each of these runs shows
public record Expectation(
    List<Long> seeds,
    String verdict,
    List<Long> memorised,
    List<Long> generalised,
    List<String> seen) {

  public static final Expectation NONE =
      new Expectation(List.of(), "", List.of(), List.of(), List.of());

  public Expectation {
    seeds = List.copyOf(seeds);
    memorised = range(memorised, "about.memorised");
    generalised = range(generalised, "about.generalised");
    seen = List.copyOf(seen);
    for (String label : seen) {
      if (!kinds().contains(label)) {
        throw new SpecException(
            "about.seen has \"%s\"; expected some of %s"
                .formatted(label, String.join(", ", kinds())));
      }
    }
    if (!verdict.isEmpty() && !labels().contains(verdict)) {
      throw new SpecException(
          "about.verdict is \"%s\"; expected one of %s"
              .formatted(verdict, String.join(", ", labels())));
    }
  }

  private static List<String> labels() {
    return Arrays.stream(Verdict.values()).map(Verdict::label).toList();
  }

  private static List<String> kinds() {
    return Arrays.stream(Sighting.Kind.values()).map(Sighting.Kind::label).toList();
  }

  private static List<Long> range(List<Long> range, String path) {
    if (!range.isEmpty() && (range.size() != 2 || range.getFirst() > range.getLast())) {
      throw new SpecException(
          "%s is %s; expected the earliest and the latest step; write e.g. %s = [100, 400]"
              .formatted(path, range, path));
    }
    return List.copyOf(range);
  }

  /// Which parts of it a run does not meet, a clause each; empty = it is as expected.
  ///
  /// @param sightings of the run
  public List<String> unmet(
      Verdict was, OptionalLong memorisedAt, OptionalLong generalisedAt, List<Sighting> sightings) {
    var unmet = new ArrayList<String>();
    if (!verdict.isEmpty() && !was.label().equals(verdict)) {
      unmet.add("the verdict is %s, expected %s".formatted(was.label(), verdict));
    }
    for (String label : seen) {
      if (sightings.stream().noneMatch(sighting -> sighting.kind().label().equals(label))) {
        unmet.add("no %s was seen".formatted(label));
      }
    }
    check("memorised", memorised, memorisedAt, unmet);
    check("generalised", generalised, generalisedAt, unmet);
    return unmet;
  }

  private static void check(
      String what, List<Long> expected, OptionalLong seen, List<String> unmet) {
    boolean met =
        expected.isEmpty()
            || (seen.isPresent()
                && seen.getAsLong() >= expected.getFirst()
                && seen.getAsLong() <= expected.getLast());
    if (!met) {
      unmet.add(
          String.format(
              Locale.ROOT,
              "%s %s, expected step %,d to %,d",
              what,
              seen.isPresent()
                  ? String.format(Locale.ROOT, "at step %,d", seen.getAsLong())
                  : "never",
              expected.getFirst(),
              expected.getLast()));
    }
  }
}
