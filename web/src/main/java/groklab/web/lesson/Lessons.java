package groklab.web.lesson;

import groklab.web.HtmlPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// The lessons of the dashboard. Each is a file `NAME.toml` in the resources and its name in
/// [#NAMES]: a figure of recorded runs, a question that is answered before the rest of the figure
/// is shown, what there is to say about it, the claims it rests on, and exercises.
///
/// Numbers are not written in the texts: `{RUN.what}` stands for what a recorded run has
/// ([RecordedRun#say]), and which answers are right follows from the runs, too, where an option
/// names one with `generalises`.
public final class Lessons {
  /// In the order in which they are offered.
  public static final List<String> NAMES =
      List.of("what-it-is", "look-inside", "decay", "data", "fooled", "not");

  private static final TomlMapper TOML = new TomlMapper();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern PLACE = Pattern.compile("\\{(?<place>[^{} ]+)\\}");
  private static final String RUN = "run";

  private final Map<String, RecordedRun> runs = new LinkedHashMap<>();

  public Lessons() {
    JSON.readTree(HtmlPage.resource("lesson/runs.json"))
        .forEachEntry((name, run) -> runs.put(name, new RecordedRun(name, run)));
  }

  /// What the list of lessons shows: `lessons`, an array of `id`, `title`, `teaser`,
  /// `minutes` and `exercise`.
  public ObjectNode outline() {
    ObjectNode outline = JsonNodeFactory.instance.objectNode();
    ArrayNode lessons = outline.putArray("lessons");
    for (String id : NAMES) {
      ObjectNode lesson = read(id);
      lesson.retain(List.of("title", "teaser", "minutes", "exercise"));
      lessons.add(lesson.put("id", id));
    }
    return outline;
  }

  /// A lesson with everything that its page needs; empty = there is none of that name.
  public Optional<ObjectNode> find(String id) {
    int place = NAMES.indexOf(id);
    if (place < 0) {
      return Optional.empty();
    }
    ObjectNode lesson = read(id).put("id", id).put("number", place + 1).put("of", NAMES.size());
    if (place + 1 < NAMES.size()) {
      lesson.put("next", NAMES.get(place + 1));
    }
    var shown = new LinkedHashMap<String, RecordedRun>();
    JsonNode figure = lesson.path("figure");
    for (JsonNode line : figure.path("line")) {
      RecordedRun run = run(line.path(RUN).stringValue());
      shown.put(run.name(), run);
      String measure = line.path("measure").stringValue(figure.path("measure").stringValue());
      place((ObjectNode) line, run, measure);
    }
    if (figure.has("also")) {
      RecordedRun first = shown.firstEntry().getValue();
      place(((ObjectNode) figure).putObject("given"), first, figure.path("also").stringValue());
    }
    for (JsonNode option : lesson.path("ask").path("option")) {
      if (option.has("generalises")) {
        RecordedRun run = run(option.path("generalises").stringValue());
        ((ObjectNode) option).put("right", run.generalised());
      }
    }
    ArrayNode provenance = lesson.putArray("runs");
    shown.values().forEach(run -> provenance.add(about(run)));
    return Optional.of(lesson);
  }

  private static void place(ObjectNode line, RecordedRun run, String measure) {
    line.put("measure", measure);
    line.set("step", run.recorded().path("step"));
    line.set("value", run.curve(measure));
    run.step("memorizedAt").ifPresent(step -> line.put("memorizedAt", step));
    run.step("generalizedAt").ifPresent(step -> line.put("generalizedAt", step));
  }

  /// Where a line comes from.
  private static JsonNode about(RecordedRun run) {
    var about = (ObjectNode) run.recorded().deepCopy();
    about.retain(List.of("command", "seed", "steps", "verdict", "digest"));
    return about.put("name", run.name());
  }

  private RecordedRun run(String name) {
    RecordedRun run = runs.get(name);
    if (run == null) {
      throw new IllegalArgumentException("No recorded run is called " + name);
    }
    return run;
  }

  private ObjectNode read(String id) {
    String text = HtmlPage.resource("lesson/%s.toml".formatted(id));
    return (ObjectNode)
        TOML.readTree(
            PLACE
                .matcher(text)
                .replaceAll(found -> {
                  return Matcher.quoteReplacement(said(found.group("place")));
                }));
  }

  /// Names of runs may hold points, so the longest that fits is meant.
  private String said(String place) {
    RecordedRun run =
        runs.values().stream()
            .filter(each -> place.startsWith(each.name() + '.'))
            .max((a, b) -> Integer.compare(a.name().length(), b.name().length()))
            .orElseThrow(
                () -> new IllegalArgumentException("No recorded run begins {" + place + '}'));
    return run.say(place.substring(run.name().length() + 1));
  }
}
