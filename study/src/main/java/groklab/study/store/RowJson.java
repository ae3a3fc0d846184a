package groklab.study.store;

import groklab.lab.file.Json;
import groklab.lab.file.JsonLines;
import groklab.lab.file.LineTail;
import groklab.lab.file.RunFileException;
import groklab.lab.file.RunningSum;
import groklab.lab.file.Sum;
import groklab.lab.kind.TomlForm;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Lines;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.study.store.Row.End;
import groklab.study.sweep.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
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
/// `decided` says whether [Row#outcome] has a verdict: it follows from the rest, and stands here
/// for those who do not read the probes; lines of earlier versions lack it. `summary` is what
/// `summary.json` holds, `probes` has a list for each measure with null where a probe lacks it,
/// `events` are the lines of `events.jsonl`, and `sum` is the SHA-256 of the line without it.
final class RowJson {
  static final int FORMAT = 1;
  static final JsonLines.Format<Row> LINES =
      new JsonLines.Format<>(RowJson::object, RowJson::row, row -> 0);

  /// What stands behind what is summed.
  private static final String SUM_FORM = ",\"sum\":\"%s\"}";

  private static final int SUM_LENGTH = SUM_FORM.formatted("0".repeat(64)).length();
  private static final TomlMapper TOML = new TomlMapper();
  private static final String FORMAT_KEY = "format";
  private static final byte[] BRACE = "}".getBytes(StandardCharsets.UTF_8);
  private static final String SUM = "sum";
  private static final String PROBES = "probes";
  private static final String DECIDED = "decided";
  private static final String REASON = "reason";
  private static final String SUMMARY = "summary";
  private static final String ID = "id";
  private static final String SEED = "seed";
  private static final String SETTINGS = "settings";
  private static final String PLACE = "place";
  private static final String PART = "part";
  private static final String LINE = "line";
  private static final String FROM = "from";
  private static final String LENGTH = "length";
  private static final String FAILURE = "failure";

  private RowJson() {}

  static ObjectNode object(Row row) {
    ObjectNode node = withoutProbes(row);
    if (row.end() instanceof End.Finished done) {
      node.set(PROBES, probes(done.probes()));
      ArrayNode events = node.putArray("events");
      done.events().forEach(event -> events.add(Lines.EVENTS.toJson().apply(event)));
    }
    byte[] summed = Json.line(node).getBytes(StandardCharsets.UTF_8);
    return node.put(SUM, Sum.of(summed).sha256());
  }

  /// What a line has before its probes.
  private static ObjectNode withoutProbes(Row row) {
    ObjectNode node = Json.object().put(FORMAT_KEY, FORMAT).put(ID, row.id());
    node.put(SEED, row.seed());
    ObjectNode settings = node.putObject(SETTINGS);
    row.settings().forEach((key, value) -> settings.set(key, json(value)));
    node.put(DECIDED, row.outcome().verdict().isPresent());
    switch (row.end()) {
      case End.Finished done ->
          node.put(REASON, done.reason()).putNull(FAILURE).set(SUMMARY, done.summary().object());
      case End.Failed(String cause) -> node.putNull(REASON).put(FAILURE, cause);
    }
    return node;
  }

  /// Of a line one value for each name: what a table of runs has as columns.
  static ObjectNode flat(byte[] bytes, int from, int to) {
    ObjectNode begin = begin(bytes, from, to, _ -> true);
    return begin.has(DECIDED)
        ? begin
        : begin.put(DECIDED, row(bytes, from, to).outcome().verdict().isPresent());
  }

  /// With the place of the line.
  static ObjectNode at(ObjectNode flat, StoreTail.Known known) {
    LineTail.Place place = known.place();
    flat.putObject(PLACE)
        .put(PART, known.part())
        .put(LINE, place.number())
        .put(FROM, place.from())
        .put(LENGTH, place.length());
    return flat;
  }

  /// Whether the lines of a file are those of [#at]; those of earlier versions lack the place.
  static boolean hasPlaces(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String first = lines.readLine();
      return first != null && Json.parse(first).has(PLACE);
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// What [#at] made a line of.
  static StoreTail.Known known(byte[] bytes, int from, int to) {
    ObjectNode flat = begin(bytes, from, to, Summary::isOfOutcome);
    RunStore.requireFormat(Json.longAt(flat, FORMAT_KEY));
    ObjectNode place = Json.object(PLACE, flat.get(PLACE));
    return new StoreTail.Known(
        Json.textAt(place, PART),
        new LineTail.Place(
            (int) Json.longAt(place, LINE),
            Json.longAt(place, FROM),
            (int) Json.longAt(place, LENGTH)),
        outcome(flat));
  }

  private static void requireAsWritten(ObjectNode begin, byte[] bytes, int from, int to) {
    RunStore.requireFormat(Json.longAt(begin, FORMAT_KEY));
    int end = Math.max(from, to - SUM_LENGTH);
    var summed = new RunningSum();
    summed.add(ByteBuffer.wrap(bytes, from, end - from));
    summed.add(BRACE);
    byte[] expected = SUM_FORM.formatted(summed.now().sha256()).getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(expected, 0, expected.length, bytes, end, to)) {
      throw new IllegalArgumentException(
          "it is not as it was written (put back what it was, or delete the line, and --resume runs"
              + " it again)");
    }
  }

  /// A TOML value as it stands in a line.
  static JsonNode json(String toml) {
    return TOML.readTree("value = " + toml).get("value");
  }

  static Row row(byte[] bytes, int from, int to) {
    ObjectNode node = Json.parse(bytes, from, to);
    requireAsWritten(node, bytes, from, to);
    Optional<String> failure = Json.optionalTextAt(node, FAILURE);
    return new Row(
        Json.textAt(node, ID),
        settings(node),
        Json.longAt(node, SEED),
        failure.<End>map(End.Failed::new).orElseGet(() -> finished(node)));
  }

  /// [Row#outcome] of a line, without building what it does not ask.
  static Outcome outcome(byte[] bytes, int from, int to) {
    ObjectNode begin = begin(bytes, from, to, Summary::isOfOutcome);
    requireAsWritten(begin, bytes, from, to);
    return begin.has(DECIDED) ? outcome(begin) : row(bytes, from, to).outcome();
  }

  private static Outcome outcome(ObjectNode begin) {
    Optional<String> failure = Json.optionalTextAt(begin, FAILURE);
    String id = Json.textAt(begin, ID);
    long seed = Json.longAt(begin, SEED);
    if (failure.isPresent()) {
      return Row.failed(id, settings(begin), seed, failure.get());
    }
    ObjectNode summary = Json.object(SUMMARY, begin.get(SUMMARY));
    boolean decided = begin.get(DECIDED).booleanValue();
    return new Outcome(
        id,
        settings(begin),
        seed,
        decided ? Optional.of(Summary.verdict(summary)) : Optional.empty(),
        Summary.memorised(summary),
        Summary.generalised(summary),
        Summary.steps(summary),
        Optional.empty());
  }

  /// What stands before probes and sum, of the summary what has one value.
  ///
  /// @param asked which of the summary's names
  private static ObjectNode begin(byte[] bytes, int from, int to, Predicate<String> asked) {
    try (JsonParser parser = Json.parser(bytes, from, to)) {
      parser.nextToken();
      ObjectNode node = Json.object();
      for (String key = parser.nextName();
          key != null && !key.equals(PROBES) && !key.equals(SUM);
          key = parser.nextName()) {
        boolean summary = parser.nextToken() == JsonToken.START_OBJECT && key.equals(SUMMARY);
        node.set(key, summary ? singles(parser, asked) : parser.<JsonNode>readValueAsTree());
      }
      return node;
    }
  }

  private static ObjectNode singles(JsonParser parser, Predicate<String> asked) {
    ObjectNode node = Json.object();
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      if (parser.nextToken().isScalarValue() && asked.test(key)) {
        node.set(key, parser.<JsonNode>readValueAsTree());
      } else {
        parser.skipChildren();
      }
    }
    return node;
  }

  private static SequencedMap<String, String> settings(ObjectNode node) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    for (var entry : Json.object(SETTINGS, node.get(SETTINGS)).properties()) {
      settings.put(entry.getKey(), TomlForm.ANY.read(entry.getKey(), entry.getValue(), ""));
    }
    return settings;
  }

  private static End.Finished finished(ObjectNode node) {
    List<RunEvent> events = new ArrayList<>();
    for (JsonNode event : Json.listAt(node, "events")) {
      events.add(Lines.event(Json.object("an event", event)));
    }
    return new End.Finished(
        Summary.read(Json.object(SUMMARY, node.get(SUMMARY))),
        Json.textAt(node, REASON),
        probes(Json.object(PROBES, node.get(PROBES))),
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
