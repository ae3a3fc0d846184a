package groklab.lab.rundir;

import groklab.lab.file.Json;
import groklab.lab.phase.Evidence;
import groklab.lab.phase.Finding;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Search;
import groklab.lab.phase.Sighting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Phases and sightings in `events.jsonl` and `summary.json`. `values` and `unknown` came later
/// than the rest: they are left out when empty, and records without them are read as if they were
/// empty.
final class Findings {
  private static final String NAME = "name";
  private static final String WORDS = "words";
  private static final String UNTIL = "until";
  private static final String EVIDENCE = "evidence";
  private static final String CONFIDENCE = "confidence";
  private static final String VALUES = "values";
  private static final String UNKNOWN = "unknown";

  private Findings() {}

  /// @param stepKey name of the key that holds the step at which it began
  static void putSpan(ObjectNode node, PhaseSpan span, String stepKey) {
    node.put(NAME, span.phase().label()).put(stepKey, span.step());
    putBecause(node, span);
  }

  static void putSighting(ObjectNode node, Sighting sighting, String stepKey) {
    node.put(NAME, sighting.kind().label())
        .put(stepKey, sighting.step())
        .set(UNTIL, Json.number(sighting.until()));
    putBecause(node, sighting);
  }

  private static void putBecause(ObjectNode node, Finding finding) {
    node.put(EVIDENCE, finding.evidence()).set(CONFIDENCE, Json.number(finding.confidence()));
    var because = finding.because();
    if (!because.values().isEmpty()) {
      var values = node.putObject(VALUES);
      because.values().forEach((measure, value) -> values.set(measure, Json.number(value)));
    }
    if (!because.unknown().isEmpty()) {
      var unknown = node.putArray(UNKNOWN);
      because.unknown().forEach(unknown::add);
    }
  }

  static PhaseSpan span(ObjectNode node, String stepKey) {
    return new PhaseSpan(
        named(Json.textAt(node, NAME), Phase.values(), Phase::label, "phase"),
        Json.longAt(node, stepKey),
        because(node),
        Json.doubleAt(node, CONFIDENCE));
  }

  static Sighting sighting(ObjectNode node, String stepKey) {
    return new Sighting(
        named(Json.textAt(node, NAME), Sighting.Kind.values(), Sighting.Kind::label, "sighting"),
        Json.longAt(node, stepKey),
        Json.optionalLongAt(node, UNTIL),
        because(node),
        Json.doubleAt(node, CONFIDENCE));
  }

  static void putSearch(ObjectNode node, Search search) {
    node.put(NAME, search.kind().label()).put(WORDS, search.words());
  }

  static Search search(ObjectNode node) {
    return new Search(
        named(Json.textAt(node, NAME), Sighting.Kind.values(), Sighting.Kind::label, "sighting"),
        Json.textAt(node, WORDS));
  }

  private static <T> T named(String name, T[] all, Function<T, String> label, String what) {
    return Arrays.stream(all)
        .filter(known -> label.apply(known).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the %s is %s".formatted(what, name)));
  }

  private static String clause(JsonNode element) {
    if (!element.isString()) {
      throw new IllegalArgumentException(
          "one of unknown is %s; expected a text".formatted(element));
    }
    return element.stringValue();
  }

  private static Evidence because(ObjectNode node) {
    var values = new LinkedHashMap<String, Double>();
    if (node.has(VALUES)) {
      if (!(node.get(VALUES) instanceof ObjectNode measured)) {
        throw new IllegalArgumentException("values are not an object of measures");
      }
      for (var property : measured.properties()) {
        values.put(property.getKey(), Json.toDouble(property.getKey(), property.getValue()));
      }
    }
    List<String> unknown =
        node.has(UNKNOWN)
            ? Json.listAt(node, UNKNOWN).stream().map(Findings::clause).toList()
            : List.of();
    return new Evidence(Json.textAt(node, EVIDENCE), values, unknown);
  }
}
