package groklab.study.sweep;

import groklab.engine.random.RandomStream;
import groklab.lab.file.RunFileException;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.kind.TableSection;
import groklab.lab.kind.Toml;
import groklab.lab.kind.TomlForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// Reads the file of a sweep. Every error is a [SpecException] with one sentence.
///
/// Its keys: `name`, `base`, `seeds`, `minutes`; `[set]` with keys of a run's spec as a spec states
/// them; `[[axis]]` with `key` and `values`, or `key`, `from`, `to`, `count` and `scale`, or `keys`
/// and `values` for paired ones; `[random]` with `draws` and `seed`, and `[[random.knob]]` with
/// `key`, `from`, `to`, `scale` for what is drawn at random, all knobs anew in each draw.
public final class SweepReader {
  private static final TomlMapper TOML = new TomlMapper();
  private static final String SET = "set";
  private static final String SEED = "seed";

  /// More along one axis are hardly meant: values are rounded to six digits.
  private static final int MOST_PLACES = 10_000;

  private static final int MOST_DRAWS = 1_000_000;

  private SweepReader() {}

  /// How the values of a range are spaced.
  enum Scale {
    LINEAR,
    LOG
  }

  /// @throws SpecException as above, also if there is no such file
  public static SweepSpec readFile(Path file) {
    try {
      var last = String.valueOf(file.getFileName()).replaceFirst("\\.toml$", "");
      return read(Files.readString(file), file.toString(), last);
    } catch (NoSuchFileException e) {
      throw new SpecException("There is no sweep file %s; check the path".formatted(file));
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// @param label what messages call the text
  /// @param name of a sweep that states none
  public static SweepSpec read(String text, String label, String name) {
    ObjectNode tree;
    try {
      tree = (ObjectNode) TOML.readTree(text);
    } catch (JacksonException e) {
      throw new SpecException(
          "%s is not TOML (%s); expected lines like key = 1, key = \"text\" or [section]"
              .formatted(label, e.getOriginalMessage()));
    }
    List<String> set = new ArrayList<>();
    JsonNode stated = tree.remove(SET);
    if (stated != null) {
      flatten("", stated, set);
    }
    SweepSpec read = TableSection.read("", tree, s -> sweep(s, name, set), Set.of(SET));
    return read.requireAxes();
  }

  private static void flatten(String path, JsonNode node, List<String> set) {
    if (node instanceof ObjectNode table) {
      table
          .properties()
          .forEach(entry ->
              flatten(
                  path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                  entry.getValue(),
                  set));
    } else {
      set.add(path + "=" + TomlForm.ANY.read(path, node, ""));
    }
  }

  private static SweepSpec sweep(Section<SweepSpec> s, String name, List<String> set) {
    String written = s.text("name", name, SweepSpec::name);
    String base = s.text("base", "quickstart", SweepSpec::base);
    List<Long> seeds = s.wholes("seeds", List.of(0L), SweepSpec::seeds);
    double minutes = s.number("minutes", 0, SweepSpec::minutes);
    List<Axis> axes = new ArrayList<>(s.tables("axis", SweepReader::axis, SweepSpec::axes));
    // written by nobody: a sweep is kept as its file says it
    axes.addAll(s.section("random", SweepReader::random, sweep -> List.<Axis>of()));
    return new SweepSpec(written, base, set, axes, seeds, minutes);
  }

  private static Axis axis(Section<Axis> s) {
    String key = s.text("key", "", axis -> "");
    List<String> keys = s.texts("keys", List.of(), Axis::keys);
    List<List<String>> values = s.field("values", new ValuesForm(), List.of(), Axis::points);
    Range range = range(s);
    int count = s.whole("count", 0, axis -> 0);
    if (key.isEmpty() && keys.isEmpty() && values.isEmpty()) {
      return new Axis(List.of("unstated"), List.of(List.of("0"))); // while keys are asked for
    }
    if (key.equals(SEED) || keys.contains(SEED)) {
      throw new SpecException(
          "An axis changes seed, which each cell is run with anyway; write e.g. seeds = [0, 1, 2]");
    }
    if (key.isEmpty() == keys.isEmpty()) {
      throw new SpecException(
          "axis.key and axis.keys: expected one of them; write e.g. key ="
              + " \"optimizer.weightDecay\"");
    }
    if (!keys.isEmpty()) {
      return new Axis(keys, values);
    }
    if (!values.isEmpty()) {
      return Axis.of(key, values.stream().map(SweepReader::one).toList());
    }
    if (range.isUnstated()) {
      return new Axis(List.of(key), List.of()); // says that it is empty
    }
    range.check(key, "axis");
    if (count < 2 || count > MOST_PLACES) {
      throw new SpecException(
          "axis.count is %d; expected 2 to %,d values from %s to %s; write e.g. count = 7"
              .formatted(count, MOST_PLACES, range.from, range.to));
    }
    return Axis.of(
        key,
        IntStream.range(0, count)
            .mapToObj(i -> Toml.text(rounded(range.at(i / (count - 1.0)))))
            .toList());
  }

  /// A value of one key, which may be a list itself.
  private static String one(List<String> value) {
    return value.size() == 1 ? value.getFirst() : "[" + String.join(", ", value) + "]";
  }

  private static Range range(Section<?> s) {
    return new Range(
        s.number("from", Double.NaN, any -> Double.NaN),
        s.number("to", Double.NaN, any -> Double.NaN),
        s.choice("scale", Scale.LINEAR, any -> Scale.LINEAR));
  }

  /// @param from where it begins; NaN = unstated
  private record Range(double from, double to, Scale scale) {
    boolean isUnstated() {
      return Double.isNaN(from) && Double.isNaN(to);
    }

    void check(String key, String section) {
      if (!(from < to) || !Double.isFinite(from) || !Double.isFinite(to)) {
        throw new SpecException(
            "The range of %s is from %s to %s, which is empty; write a smaller %s.from or a larger"
                    .formatted(key, from, to, section)
                + " "
                + section
                + ".to");
      }
      if (scale == Scale.LOG && from <= 0) {
        throw new SpecException(
            "%s.from is %s; expected a number above 0 where the scale is \"log\""
                .formatted(section, from));
      }
    }

    /// @param share of the way, 0 to 1
    double at(double share) {
      return switch (scale) {
        case LINEAR -> from + share * (to - from);
        case LOG -> from * StrictMath.pow(to / from, share);
      };
    }
  }

  /// Six significant digits are what people would write.
  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.5e", value));
  }

  private static List<Axis> random(Section<List<Axis>> s) {
    int draws = s.whole("draws", 0, any -> 0);
    long seed = s.wholeLong("seed", 0, any -> 0L);
    List<Knob> knobs = s.tables("knob", SweepReader::knob, any -> List.of());
    if (draws == 0 && knobs.isEmpty()) {
      return List.of();
    }
    if (draws < 1 || draws > MOST_DRAWS || knobs.isEmpty()) {
      throw new SpecException(
          ("[random] has %d draws and %d knobs; expected at least one of each, and at most %,d"
                  + " draws; write e.g. draws = 20")
              .formatted(draws, knobs.size(), MOST_DRAWS));
    }
    return List.of(
        new Axis(
            knobs.stream().map(Knob::key).toList(),
            IntStream.range(0, draws)
                .mapToObj(i ->
                    knobs.stream().map(knob -> Toml.text(rounded(knob.drawn(seed, i)))).toList())
                .toList()));
  }

  private record Knob(String key, Range range) {
    double drawn(long seed, int draw) {
      return range.at(RandomStream.of(seed, "sweep." + key).uniform(draw));
    }
  }

  private static Knob knob(Section<Knob> s) {
    String key = s.text("key", "", Knob::key);
    Range range = range(s);
    if (!key.isEmpty()) {
      range.check(key, "random.knob");
    } else if (!range.isUnstated()) {
      throw new SpecException(
          "random.knob.key is missing; write e.g. key = \"optimizer.learningRate\"");
    }
    return new Knob(key, range);
  }

  /// A list of values, or of lists of them, each as TOML.
  private static final class ValuesForm extends TomlForm<List<List<String>>> {
    @Override
    public List<List<String>> read(String path, JsonNode node, List<List<String>> fallback) {
      if (!node.isArray()) {
        throw mistyped(path, node, "a list of values", "[0.1, 1.0]");
      }
      List<List<String>> values = new ArrayList<>();
      for (JsonNode value : node) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
          value.forEach(each -> texts.add(ANY.read(path, each, "")));
        } else {
          texts.add(ANY.read(path, value, ""));
        }
        values.add(texts);
      }
      return values;
    }
  }
}
