package groklab.study.store;

import groklab.lab.file.Json;
import groklab.lab.file.JsonLines;
import groklab.lab.file.Sum;
import groklab.lab.kind.TomlForm;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Lines;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.study.store.Row.End;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// What a line of a store looks like:
///
/// `{"format":1,"id":"0c…","seed":0,"settings":{"optimizer.weightDecay":1.0},"decided":true,
/// "reason":"budget","failure":null,"summary":{…},"probes":{"step":[0,1,…],"train.loss":[…],…},
/// "events":[…],"sum":"…"}`
///
/// `decided` is for those who read the file by other means: whether [Row#outcome] has a verdict. It
/// follows from the rest, and is not read here. `summary` is what `summary.json` holds, `probes`
/// has a list for each measure with null where a probe lacks it, `events` are the lines of
/// `events.jsonl`, and `sum` is the SHA-256 of the line without it.
final class RowJson {
  static final int FORMAT = 1;
  static final JsonLines.Format<Row> LINES =
      new JsonLines.Format<>(RowJson::object, RowJson::row, row -> 0);

  private static final TomlMapper TOML = new TomlMapper();
  private static final String FORMAT_KEY = "format";
  private static final String SUM = "sum";
  private static final String FAILURE = "failure";

  private RowJson() {}

  static ObjectNode object(Row row) {
    ObjectNode node = withoutProbes(row);
    if (row.end() instanceof End.Finished done) {
      node.set("probes", probes(done.probes()));
      ArrayNode events = node.putArray("events");
      done.events().forEach(event -> events.add(Lines.EVENTS.toJson().apply(event)));
    }
    return node.put(SUM, sum(node));
  }

  /// What a line has before its probes.
  private static ObjectNode withoutProbes(Row row) {
    ObjectNode node = Json.object().put(FORMAT_KEY, FORMAT).put("id", row.id());
    node.put("seed", row.seed());
    ObjectNode settings = node.putObject("settings");
    row.settings().forEach((key, value) -> settings.set(key, json(value)));
    node.put("decided", row.outcome().verdict().isPresent());
    switch (row.end()) {
      case End.Finished done ->
          node.put("reason", done.reason())
              .putNull(FAILURE)
              .set("summary", done.summary().object());
      case End.Failed(String cause) -> node.putNull("reason").put(FAILURE, cause);
    }
    return node;
  }

  /// One value for each name: what a table of runs has as columns.
  static ObjectNode flat(Row row) {
    ObjectNode node = withoutProbes(row);
    if (node.get("summary") instanceof ObjectNode summary) {
      summary.removeIf(JsonNode::isContainer);
    }
    return node;
  }

  private static String sum(ObjectNode withoutSum) {
    return Sum.of(Json.line(withoutSum).getBytes(StandardCharsets.UTF_8)).sha256();
  }

  /// With numbers as they will be read from the line, so that the sum of what is read is that of
  /// what was written: TOML's 0.0009 is a decimal, JSON's a double, and they are spelt differently.
  static JsonNode json(String toml) {
    ObjectNode written = Json.object();
    written.set("value", TOML.readTree("value = " + toml).get("value"));
    return Json.parse(Json.line(written)).get("value");
  }

  static Row row(ObjectNode node) {
    RunStore.requireFormat(Json.longAt(node, FORMAT_KEY));
    String said = Json.textAt(node, SUM);
    node.remove(SUM);
    if (!said.equals(sum(node))) {
      throw new IllegalArgumentException(
          "it is not as it was written (put back what it was, or delete the line, and --resume runs"
              + " it again)");
    }
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    for (var entry : Json.object("settings", node.get("settings")).properties()) {
      settings.put(entry.getKey(), TomlForm.ANY.read(entry.getKey(), entry.getValue(), ""));
    }
    Optional<String> failure = Json.optionalTextAt(node, FAILURE);
    return new Row(
        Json.textAt(node, "id"),
        settings,
        Json.longAt(node, "seed"),
        failure.<End>map(End.Failed::new).orElseGet(() -> finished(node)));
  }

  private static End.Finished finished(ObjectNode node) {
    List<RunEvent> events = new ArrayList<>();
    for (JsonNode event : Json.listAt(node, "events")) {
      events.add(Lines.EVENTS.fromJson().apply(Json.object("an event", event)));
    }
    return new End.Finished(
        Summary.read(Json.object("summary", node.get("summary"))),
        Json.textAt(node, "reason"),
        probes(Json.object("probes", node.get("probes"))),
        events);
  }

  private static ObjectNode probes(List<Probe> probes) {
    Set<String> names = new LinkedHashSet<>();
    for (Probe probe : probes) {
      names.addAll(probe.values().keySet());
      names.addAll(probe.lists().keySet());
    }
    ObjectNode columns = Json.object();
    ArrayNode steps = columns.putArray(Probe.STEP);
    probes.forEach(probe -> steps.add(probe.step()));
    for (String name : names) {
      ArrayNode column = columns.putArray(name);
      probes.forEach(probe -> column.add(value(probe, name)));
    }
    return columns;
  }

  private static JsonNode value(Probe probe, String name) {
    Double value = probe.values().get(name);
    if (value != null) {
      return Json.number(value);
    }
    List<Double> list = probe.lists().get(name);
    if (list == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    list.forEach(each -> array.add(Json.number(each)));
    return array;
  }

  private static List<Probe> probes(ObjectNode columns) {
    List<JsonNode> steps = Json.listAt(columns, Probe.STEP);
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      SequencedMap<String, Double> values = new LinkedHashMap<>();
      SequencedMap<String, List<Double>> lists = new LinkedHashMap<>();
      for (var column : columns.properties()) {
        String name = column.getKey();
        JsonNode value = column.getValue().path(i);
        if (value instanceof ArrayNode list) {
          lists.put(name, list.values().stream().map(v -> Json.toDouble(name, v)).toList());
        } else if (!name.equals(Probe.STEP) && !value.isNull()) {
          values.put(name, Json.toDouble(name, value));
        }
      }
      probes.add(new Probe(steps.get(i).longValue(), values, lists));
    }
    return probes;
  }
}
