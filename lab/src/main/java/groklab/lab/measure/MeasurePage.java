package groklab.lab.measure;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What a measure means: the catalogue behind `groklab list measures` and `groklab explain`.
///
/// A page is a Markdown file: the name as title, the summary below it, then a section for each of
/// the other parts, in this order. A section is a paragraph; `Records` is a list whose items are
/// `` `NAME` - meaning ``. Each ends with a full stop, which is no part of the text.
///
/// @param name the measure's name in a spec and on the command line
/// @param summary what it is, in one sentence
/// @param group what it belongs to
/// @param taken which runs take it
/// @param records what it records: name pattern to meaning; in a pattern `SET` stands for `train`
///     and `validation`, `TENSOR` for a parameter's name, `N` for a whole number, `PARTITION` for
///     numbers such as `4-1`
/// @param formula in words and symbols, in the notation of the source
/// @param shapes of what goes in
/// @param normalisation by what it is divided, and its range
/// @param logarithm its base; `none` if there is none
/// @param cost in words; operations per probe beyond what is shared
/// @param reading what it looks like
/// @param misleads when not to believe it
/// @param source where it comes from
public record MeasurePage(
    String name,
    String summary,
    MeasureGroup group,
    Taken taken,
    SequencedMap<String, String> records,
    String formula,
    String shapes,
    String normalisation,
    String logarithm,
    String cost,
    Reading reading,
    String misleads,
    String source) {

  /// Which runs take a measure.
  public enum Taken {
    /// every run, whatever its spec says: its schedule and its phases are made from it
    ALWAYS,
    /// every run whose spec does not choose its measures
    BY_DEFAULT,
    /// a run whose spec names it
    ON_REQUEST;

    private String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// What a measure looks like before, at and after grokking.
  public record Reading(String before, String at, String after) {}

  private static final Pattern WILDCARD = Pattern.compile("\\b(SET|TENSOR|PARTITION|N)\\b");
  private static final Pattern RECORD = Pattern.compile("`([^`]+)` - (.+)");
  private static final String TITLE = "# ";
  private static final String SECTION = "## ";
  private static final String ITEM = "- ";

  /// The sections of a page, in their order.
  private static final List<String> SECTIONS =
      List.of(
          "Group",
          "Taken",
          "Records",
          "Formula",
          "Shapes",
          "Normalisation",
          "Logarithm",
          "Cost",
          "Before grokking",
          "At grokking",
          "After grokking",
          "Misleads",
          "Source");

  public MeasurePage {
    records = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(records));
  }

  /// Reads a page.
  ///
  /// @throws IllegalArgumentException if it leaves something out or says it in another order
  public static MeasurePage parse(String markdown) {
    String[] parts = ("\n" + markdown).split("\n" + SECTION, -1);
    if (!parts[0].startsWith("\n" + TITLE)) {
      throw new IllegalArgumentException(
          "the page of a measure begins with \"%s\" and the measure's name, not with \"%s\""
              .formatted(TITLE, markdown.lines().findFirst().orElse("")));
    }
    String[] head = parts[0].substring(1 + TITLE.length()).split("\n", 2);
    String name = head[0];
    SequencedMap<String, String> sections = new LinkedHashMap<>();
    Arrays.stream(parts, 1, parts.length)
        .map(part -> part.split("\n", 2))
        .forEach(part -> sections.put(part[0], part.length == 1 ? "" : part[1]));
    if (!List.copyOf(sections.keySet()).equals(SECTIONS)) {
      throw new IllegalArgumentException(
          "the page of the measure %s has the sections %s; expected %s"
              .formatted(name, sections.keySet(), SECTIONS));
    }
    var read = new Sections(name, sections);
    return new MeasurePage(
        name,
        read.text("summary", head.length == 1 ? "" : head[1]),
        oneOf(MeasureGroup.values(), MeasureGroup::label, read.word("Group"), name),
        oneOf(Taken.values(), Taken::words, read.word("Taken"), name),
        read.records(),
        read.text("Formula"),
        read.text("Shapes"),
        read.text("Normalisation"),
        read.text("Logarithm"),
        read.text("Cost"),
        new Reading(
            read.text("Before grokking"), read.text("At grokking"), read.text("After grokking")),
        read.text("Misleads"),
        read.text("Source"));
  }

  private static <T> T oneOf(T[] all, Function<T, String> words, String given, String name) {
    return Arrays.stream(all)
        .filter(value -> words.apply(value).equals(given))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the page of the measure %s says \"%s\"; expected one of %s"
                    .formatted(name, given, Arrays.stream(all).map(words).toList())));
  }

  /// The texts below the headings of one page.
  private record Sections(String name, SequencedMap<String, String> texts) {
    String word(String section) {
      return joined(texts.getOrDefault(section, ""));
    }

    String text(String section) {
      return text(section, texts.getOrDefault(section, ""));
    }

    /// A paragraph without its full stop.
    String text(String section, String lines) {
      String text = joined(lines);
      if (text.length() < 2 || !text.endsWith(".")) {
        throw new IllegalArgumentException(
            "%s of the page of the measure %s is \"%s\"; expected a text that ends with a full stop"
                .formatted(section, name, text));
      }
      return text.substring(0, text.length() - 1);
    }

    SequencedMap<String, String> records() {
      SequencedMap<String, String> records = new LinkedHashMap<>();
      String list = texts.getOrDefault("Records", "");
      for (String item : ("\n" + list.strip()).split("\n" + ITEM)) {
        if (item.isEmpty()) {
          continue;
        }
        var matcher = RECORD.matcher(text("Records", item));
        if (!matcher.matches()) {
          throw new IllegalArgumentException(
              "the page of the measure %s lists \"%s\"; expected `NAME` - MEANING"
                  .formatted(name, item));
        }
        records.put(matcher.group(1), matcher.group(2));
      }
      if (records.isEmpty()) {
        throw new IllegalArgumentException("the measure %s records nothing".formatted(name));
      }
      return records;
    }

    private static String joined(String lines) {
      return String.join(" ", lines.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
    }
  }

  /// Whether the measure records a value of this name.
  public boolean announces(String recorded) {
    return records.keySet().stream().anyMatch(pattern -> matches(pattern, recorded));
  }

  private static boolean matches(String pattern, String recorded) {
    var expression = new StringBuilder();
    int from = 0;
    for (MatchResult word : (Iterable<MatchResult>) WILDCARD.matcher(pattern).results()::iterator) {
      expression.append(Pattern.quote(pattern.substring(from, word.start())));
      expression.append(
          switch (word.group()) {
            case "SET" -> "(train|validation)";
            case "TENSOR" -> ".+";
            case "PARTITION" -> "[0-9]+(-[0-9]+)*";
            default -> "[0-9]+";
          });
      from = word.end();
    }
    expression.append(Pattern.quote(pattern.substring(from)));
    return recorded.matches(expression.toString());
  }
}
