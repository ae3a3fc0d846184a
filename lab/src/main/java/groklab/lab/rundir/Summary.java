package groklab.lab.rundir;

import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// `summary.json`: what came out of a run. The names in the file are a contract: new ones may be
/// added, none renamed. An empty time is censored at `steps` and stands as null; NaN and infinities
/// stand as texts.
///
/// @param recipe the spec's name
/// @param steps optimiser steps taken
/// @param seconds time spent training, over all resumptions
/// @param delayRatio T_grok / T_mem of the first crossings; empty = one of them is censored
/// @param sightings what was seen beside the phases; empty in files written before there were any
/// @param trainLoss at the last probe, like the three after it
/// @param digest see [Digest]
public record Summary(
    String recipe,
    long seed,
    long steps,
    double seconds,
    double stepsPerSecond,
    OptionalLong memorizedAt,
    OptionalLong memorizedAtStable,
    OptionalLong generalizedAt,
    OptionalLong generalizedAtStable,
    OptionalDouble delayRatio,
    Verdict verdict,
    List<PhaseSpan> phases,
    List<Sighting> sightings,
    double trainLoss,
    double validationLoss,
    double trainAccuracy,
    double validationAccuracy,
    String digest) {

  private static final String STEP = "step";
  private static final String PHASES = "phases";
  private static final String SIGHTINGS = "sightings";

  public Summary {
    phases = List.copyOf(phases);
    sightings = List.copyOf(sightings);
  }

  /// The text of the file, also what `groklab run --json` prints.
  public String toJson() {
    var node = Json.object().put("recipe", recipe).put("seed", seed).put("steps", steps);
    node.set("seconds", Json.number(seconds));
    node.set("stepsPerSecond", Json.number(stepsPerSecond));
    node.set("memorizedAt", Json.number(memorizedAt));
    node.set("memorizedAtStable", Json.number(memorizedAtStable));
    node.set("generalizedAt", Json.number(generalizedAt));
    node.set("generalizedAtStable", Json.number(generalizedAtStable));
    node.set("delayRatio", Json.number(delayRatio));
    node.put("verdict", verdict.label());
    var timeline = node.putArray(PHASES);
    phases.forEach(span -> Findings.putSpan(timeline.addObject(), span, STEP));
    var beside = node.putArray(SIGHTINGS);
    sightings.forEach(sighting -> Findings.putSighting(beside.addObject(), sighting, STEP));
    node.set("trainLoss", Json.number(trainLoss));
    node.set("validationLoss", Json.number(validationLoss));
    node.set("trainAccuracy", Json.number(trainAccuracy));
    node.set("validationAccuracy", Json.number(validationAccuracy));
    node.put("digest", digest);
    return Json.page(node);
  }

  static Summary read(Path file) {
    return Json.read(
        file,
        node ->
            new Summary(
                Json.textAt(node, "recipe"),
                Json.longAt(node, "seed"),
                Json.longAt(node, "steps"),
                Json.doubleAt(node, "seconds"),
                Json.doubleAt(node, "stepsPerSecond"),
                Json.optionalLongAt(node, "memorizedAt"),
                Json.optionalLongAt(node, "memorizedAtStable"),
                Json.optionalLongAt(node, "generalizedAt"),
                Json.optionalLongAt(node, "generalizedAtStable"),
                Json.optionalDoubleAt(node, "delayRatio"),
                verdict(Json.textAt(node, "verdict")),
                findings(node, PHASES, span -> Findings.span(span, STEP)),
                node.has(SIGHTINGS)
                    ? findings(node, SIGHTINGS, seen -> Findings.sighting(seen, STEP))
                    : List.of(),
                Json.doubleAt(node, "trainLoss"),
                Json.doubleAt(node, "validationLoss"),
                Json.doubleAt(node, "trainAccuracy"),
                Json.doubleAt(node, "validationAccuracy"),
                Json.textAt(node, "digest")));
  }

  private static Verdict verdict(String label) {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the verdict is " + label));
  }

  private static <T> List<T> findings(ObjectNode node, String key, Function<ObjectNode, T> read) {
    return Json.listAt(node, key).stream()
        .map(element -> {
          if (element instanceof ObjectNode finding) {
            return read.apply(finding);
          }
          throw new IllegalArgumentException("one of the %s is %s".formatted(key, element));
        })
        .toList();
  }
}
