package groklab.web;

import groklab.web.RunData.Event;
import groklab.web.RunData.Milestones;
import groklab.web.RunData.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.toml.TomlMapper;

/// Turns the files of a run directory into a [RunData].
final class RunReader {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final ObjectMapper TOML = TomlMapper.builder().build();

  private final Path directory;
  private final List<String> notices = new ArrayList<>();

  RunReader(Path directory) {
    this.directory = directory;
  }

  RunData read() throws IOException {
    Path specFile = directory.resolve("spec.toml");
    if (!Files.isRegularFile(specFile)) {
      throw new IllegalArgumentException(
          directory + " has no spec.toml, so it is not a run directory; give the directory that `groklab run` wrote.");
    }
    var spec = flatten(parse(TOML, specFile));
    var metrics = readMetrics();
    var events = readEvents();
    Optional<JsonNode> summary = parseIfThere("summary.json");
    var facts = new LinkedHashMap<String, String>();
    summary.ifPresent(node -> node.properties().stream()
        .filter(entry -> entry.getValue().isValueNode())
        .forEach(entry -> facts.put(entry.getKey(), entry.getValue().asString())));
    long lastStep = Math.max(metrics.lastStep(), summary.map(node -> node.path("steps").asLong(0)).orElse(0L));
    return new RunData(
        directory,
        plain(spec.get("name"), directory.toAbsolutePath().normalize().getFileName().toString()),
        plain(spec.get("seed"), ""),
        spec,
        parseIfThere("provenance.json").map(RunReader::flattenPlain).orElseGet(LinkedHashMap::new),
        metrics,
        events,
        summary.map(node -> phases(node.path("phases"), lastStep)).orElse(List.of()),
        summary.map(RunReader::milestones).orElseGet(() -> milestones(events)),
        facts,
        summary.isPresent(),
        List.copyOf(notices));
  }

  private Metrics readMetrics() throws IOException {
    var builder = new Metrics.Builder();
    readLines("metrics.jsonl", (step, line) -> {
      var values = new LinkedHashMap<String, Double>();
      for (var entry : line.properties()) {
        if (!entry.getKey().equals("step")) {
          number(entry.getValue()).ifPresent(value -> values.put(entry.getKey(), value));
        }
      }
      builder.add(step, values);
    });
    if (builder.repeated() > 0) {
      notices.add(Words.count(builder.repeated(), "probe was", "probes were")
          + " recorded again when the run was resumed; the later record is shown"
          + (builder.changed() == 0
              ? " (the values are the same)."
              : ". " + Words.count(builder.changed(), "of them differs", "of them differ")
                  + " from the first record, which a resumed run should never do."));
    }
    var metrics = builder.build();
    if (metrics.isEmpty()) {
      notices.add("No probe has been recorded yet.");
    }
    metrics.columns().forEach((name, column) -> noteNotFinite(metrics, name, column));
    return metrics;
  }

  private void noteNotFinite(Metrics metrics, String name, Metrics.Column column) {
    int[] bad = column.measured().stream().filter(probe -> !Double.isFinite(column.values()[probe])).toArray();
    if (bad.length > 0) {
      notices.add("%s is not a finite number at %s, first at step %s; the curve has a gap there.".formatted(
          name, Words.count(bad.length, "probe", "probes"), Words.steps(metrics.steps()[bad[0]])));
    }
  }

  private List<Event> readEvents() throws IOException {
    var events = new ArrayList<Event>();
    readLines("events.jsonl", (step, line) -> {
      var details = new ArrayList<String>();
      for (var entry : line.properties()) {
        if (!entry.getKey().equals("step") && !entry.getKey().equals("type")) {
          details.add(entry.getKey().equals("evidence") ? text(entry.getValue())
              : entry.getKey() + " = " + text(entry.getValue()));
        }
      }
      events.add(new Event(step, line.path("type").asString("event"), String.join(", ", details)));
    });
    return List.copyOf(events);
  }

  /// Hands every line to `use`. A last line that was cut short (the run was killed while it wrote) is left out and
  /// noted; any other line that is no JSON object with a step is an error.
  private void readLines(String file, BiConsumer<Long, JsonNode> use) throws IOException {
    Path path = directory.resolve(file);
    if (!Files.isRegularFile(path)) {
      return;
    }
    String content = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    String[] lines = content.split("\n");
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      boolean cut = i == lines.length - 1 && !content.endsWith("\n");
      JsonNode line;
      try {
        line = JSON.readTree(lines[i]);
      } catch (JacksonException e) {
        if (cut) {
          notices.add("The last line of " + file + " was cut short and is left out.");
          return;
        }
        throw new IllegalArgumentException("%s, line %d: not JSON (%s).".formatted(path, i + 1, e.getOriginalMessage()), e);
      }
      if (!line.path("step").isIntegralNumber() || line.path("step").asLong() < 0) {
        throw new IllegalArgumentException(
            "%s, line %d: expected an object with a \"step\" of 0 or more.".formatted(path, i + 1));
      }
      use.accept(line.path("step").asLong(), line);
    }
  }

  private static Milestones milestones(JsonNode summary) {
    return new Milestones(
        step(summary, "memorizedAt"),
        step(summary, "memorizedAtStable"),
        step(summary, "generalizedAt"),
        step(summary, "generalizedAtStable"),
        Optional.of(summary.path("verdict").asString("")).filter(verdict -> !verdict.isEmpty()));
  }

  private static Milestones milestones(List<Event> events) {
    return new Milestones(
        first(events, "memorised"), OptionalLong.empty(), first(events, "generalised"), OptionalLong.empty(),
        Optional.empty());
  }

  private static OptionalLong first(List<Event> events, String type) {
    return events.stream().filter(event -> event.type().equals(type)).mapToLong(Event::step).min();
  }

  private static OptionalLong step(JsonNode summary, String key) {
    JsonNode value = summary.path(key);
    return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
  }

  private static List<Phase> phases(JsonNode nodes, long lastStep) {
    var phases = new ArrayList<Phase>();
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      long from = node.path("step").asLong(0);
      long to = i + 1 < nodes.size() ? nodes.get(i + 1).path("step").asLong(from) : Math.max(from, lastStep);
      JsonNode confidence = node.path("confidence");
      phases.add(new Phase(
          node.path("name").asString("?"), from, to, text(node.path("evidence")),
          confidence.isNumber() ? OptionalDouble.of(confidence.asDouble()) : OptionalDouble.empty()));
    }
    return List.copyOf(phases);
  }

  private Optional<JsonNode> parseIfThere(String file) throws IOException {
    Path path = directory.resolve(file);
    return Files.isRegularFile(path) ? Optional.of(parse(JSON, path)) : Optional.empty();
  }

  private static JsonNode parse(ObjectMapper mapper, Path file) throws IOException {
    String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    try {
      JsonNode node = mapper.readTree(content);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("%s cannot be understood: %s".formatted(file, e.getOriginalMessage()), e);
    }
    throw new IllegalArgumentException(file + " cannot be understood: expected keys and values.");
  }

  /// A number of a metrics line; numbers that JSON cannot write come as text.
  private static Optional<Double> number(JsonNode value) {
    if (value.isNumber()) {
      return Optional.of(value.asDouble());
    }
    return switch (value.asString("")) {
      case "NaN" -> Optional.of(Double.NaN);
      case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
      case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
      default -> Optional.empty();
    };
  }

  private static SequencedMap<String, String> flatten(JsonNode node) {
    var flat = new LinkedHashMap<String, String>();
    flatten("", node, true, flat);
    return flat;
  }

  private static SequencedMap<String, String> flattenPlain(JsonNode node) {
    var flat = new LinkedHashMap<String, String>();
    flatten("", node, false, flat);
    return flat;
  }

  private static void flatten(String path, JsonNode node, boolean asToml, SequencedMap<String, String> into) {
    if (node.isObject()) {
      node.properties().forEach(entry ->
          flatten(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), asToml, into));
    } else {
      into.put(path, asToml ? Words.toml(node) : text(node));
    }
  }

  private static String text(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING, NULL -> "";
      case STRING -> node.asString();
      case OBJECT -> String.join(", ", node.properties().stream()
          .map(entry -> entry.getKey() + " = " + text(entry.getValue())).toList());
      case ARRAY -> String.join(", ", node.valueStream().map(RunReader::text).toList());
      case NUMBER -> node.isIntegralNumber() ? node.asString() : Words.value(node.asDouble());
      case BOOLEAN, BINARY, POJO -> node.asString();
    };
  }

  private static String plain(@org.jspecify.annotations.Nullable String toml, String otherwise) {
    if (toml == null) {
      return otherwise;
    }
    JsonNode value = TOML.readTree("value = " + toml).path("value");
    return value.asString(otherwise);
  }
}
