package groklab.lab.rundir;

import groklab.lab.file.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/// What the probes of a run cost: by the cost model, which decides when to probe, and by the clock,
/// which decides nothing.
///
/// @param probeOperations floating-point operations of a probe that takes the regular measures
///     alone
/// @param stepOperations of a training step
/// @param thinned measures that are too dear for every probe
/// @param notApplicable measures that the spec asks for and that do not apply to the run, with the
///     reason
/// @param seconds spent in probes, over all resumptions
public record ProbeAccount(
    long probeOperations,
    long stepOperations,
    List<Thinned> thinned,
    SequencedMap<String, String> notApplicable,
    double seconds) {

  /// Measures that are taken together, more rarely than at every probe.
  ///
  /// @param measures their names
  /// @param operations what they cost when they are taken
  /// @param everySteps at least so many steps lie between two times, but for the run's last probe
  public record Thinned(List<String> measures, long operations, long everySteps) {
    public Thinned {
      measures = List.copyOf(measures);
    }
  }

  public ProbeAccount {
    thinned = List.copyOf(thinned);
    notApplicable = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(notApplicable));
  }

  void write(ObjectNode node) {
    node.put("probeOperations", probeOperations).put("stepOperations", stepOperations);
    var list = node.putArray("thinned");
    for (Thinned t : thinned) {
      var entry = list.addObject();
      var names = entry.putArray("measures");
      t.measures().forEach(names::add);
      entry.put("operations", t.operations()).put("everySteps", t.everySteps());
    }
    var reasons = node.putObject("notApplicable");
    notApplicable.forEach(reasons::put);
    node.set("seconds", Json.number(seconds));
  }

  static ProbeAccount read(ObjectNode node) {
    List<Thinned> thinned = new ArrayList<>();
    for (var element : Json.listAt(node, "thinned")) {
      ObjectNode entry = Json.object("thinned", element);
      thinned.add(
          new Thinned(
              Json.listAt(entry, "measures").stream().map(name -> name.asString()).toList(),
              Json.longAt(entry, "operations"),
              Json.longAt(entry, "everySteps")));
    }
    var reasons = new LinkedHashMap<String, String>();
    var written = Json.object("notApplicable", node.get("notApplicable"));
    written.propertyNames().forEach(name -> reasons.put(name, Json.textAt(written, name)));
    return new ProbeAccount(
        Json.longAt(node, "probeOperations"),
        Json.longAt(node, "stepOperations"),
        thinned,
        reasons,
        Json.doubleAt(node, "seconds"));
  }
}
