package groklab.lab.rundir;

import groklab.lab.file.Json;
import groklab.lab.file.JsonLines;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunEvent.CheckpointWritten;
import groklab.lab.rundir.RunEvent.Distrusted;
import groklab.lab.rundir.RunEvent.Finished;
import groklab.lab.rundir.RunEvent.Generalised;
import groklab.lab.rundir.RunEvent.Interrupted;
import groklab.lab.rundir.RunEvent.Memorised;
import groklab.lab.rundir.RunEvent.NotTurned;
import groklab.lab.rundir.RunEvent.PhaseBegan;
import groklab.lab.rundir.RunEvent.Resumed;
import groklab.lab.rundir.RunEvent.Sighted;
import groklab.lab.rundir.RunEvent.Steered;
import groklab.lab.rundir.RunEvent.Turned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the lines of `metrics.jsonl` and `events.jsonl` look like.
public final class Lines {
  public static final JsonLines.Format<Probe> PROBES =
      JsonLines.Format.ofObjects(Lines::probe, Lines::probe, Probe::step);
  public static final JsonLines.Format<RunEvent> EVENTS =
      JsonLines.Format.ofObjects(Lines::event, Lines::event, RunEvent::step);

  private static final String TYPE = "type";
  private static final String SINCE = "since";
  private static final String BY = "controller";
  private static final String WHY = "why";

  private Lines() {}

  /// `{"step":0,"train.loss":4.7,"fourier.keys":[3,17]}`
  static ObjectNode probe(Probe probe) {
    var node = Json.object().put(Probe.STEP, probe.step());
    probe.values().forEach((measure, value) -> node.set(measure, Json.number(value)));
    probe
        .lists()
        .forEach((measure, list) -> {
          var array = node.putArray(measure);
          list.forEach(value -> array.add(Json.number(value)));
        });
    return node;
  }

  private static Probe probe(ObjectNode node) {
    var values = new LinkedHashMap<String, Double>();
    var lists = new LinkedHashMap<String, List<Double>>();
    for (var property : node.properties()) {
      String name = property.getKey();
      if (property.getValue() instanceof ArrayNode array) {
        lists.put(name, array.values().stream().map(value -> Json.toDouble(name, value)).toList());
      } else if (!name.equals(Probe.STEP)) {
        values.put(name, Json.toDouble(name, property.getValue()));
      }
    }
    return new Probe(Json.longAt(node, Probe.STEP), values, lists);
  }

  private static ObjectNode event(RunEvent event) {
    var node = Json.object().put(Probe.STEP, event.step());
    switch (event) {
      case Memorised(_, String criterion, double value) ->
          node.put(TYPE, "memorised").set(criterion, Json.number(value));
      case Generalised(_, String criterion, double value) ->
          node.put(TYPE, "generalised").set(criterion, Json.number(value));
      case PhaseBegan(_, PhaseSpan span) -> Findings.putSpan(node.put(TYPE, "phase"), span, SINCE);
      case Sighted(_, Sighting sighting) ->
          Findings.putSighting(node.put(TYPE, "sighting"), sighting, SINCE);
      case Turned(_, int turn, String words) ->
          node.put(TYPE, "turned").put("turn", turn).put("what", words);
      case NotTurned(_, int turn, String words, String why) ->
          node.put(TYPE, "not-turned").put("turn", turn).put("what", words).put(WHY, why);
      case Steered(_, String controller, String words, String why) ->
          node.put(TYPE, "steered").put(BY, controller).put("what", words).put(WHY, why);
      case Distrusted(_, String controller, String why) ->
          node.put(TYPE, "distrusted").put(BY, controller).put(WHY, why);
      case CheckpointWritten(_, String file) -> node.put(TYPE, "checkpoint").put("file", file);
      case Interrupted _ -> node.put(TYPE, "interrupted");
      case Resumed _ -> node.put(TYPE, "resumed");
      case Finished(_, String reason) -> node.put(TYPE, "finished").put("reason", reason);
    }
    return node;
  }

  /// The event that a line of [#EVENTS] holds.
  ///
  /// @throws IllegalArgumentException if it is none
  public static RunEvent event(ObjectNode node) {
    long step = Json.longAt(node, Probe.STEP);
    return switch (Json.textAt(node, TYPE)) {
      case "memorised" -> {
        String criterion = criterion(node);
        yield new Memorised(step, criterion, Json.doubleAt(node, criterion));
      }
      case "generalised" -> {
        String criterion = criterion(node);
        yield new Generalised(step, criterion, Json.doubleAt(node, criterion));
      }
      case "phase" -> new PhaseBegan(step, Findings.span(node, SINCE));
      case "sighting" -> new Sighted(step, Findings.sighting(node, SINCE));
      case "turned" -> new Turned(step, (int) Json.longAt(node, "turn"), Json.textAt(node, "what"));
      case "not-turned" ->
          new NotTurned(
              step,
              (int) Json.longAt(node, "turn"),
              Json.textAt(node, "what"),
              Json.textAt(node, WHY));
      case "steered" ->
          new Steered(
              step, Json.textAt(node, BY), Json.textAt(node, "what"), Json.textAt(node, WHY));
      case "distrusted" -> new Distrusted(step, Json.textAt(node, BY), Json.textAt(node, WHY));
      case "checkpoint" -> new CheckpointWritten(step, Json.textAt(node, "file"));
      case "interrupted" -> new Interrupted(step);
      case "resumed" -> new Resumed(step);
      case "finished" -> new Finished(step, Json.textAt(node, "reason"));
      case String other -> throw new IllegalArgumentException("the event type is " + other);
    };
  }

  /// The one key that is neither the step's nor the type's.
  private static String criterion(ObjectNode node) {
    return node.properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !key.equals(Probe.STEP) && !key.equals(TYPE))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no value of a criterion"));
  }
}
