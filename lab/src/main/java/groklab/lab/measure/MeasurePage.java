package groklab.lab.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What a measure means: the catalogue behind `groklab list measures` and `groklab explain`.
///
/// @param name the measure's name in a spec and on the command line
/// @param group what it belongs to
/// @param taken which runs take it
/// @param summary what it is, in one sentence without a full stop
/// @param records what it records: name pattern to meaning; in a pattern `SET` stands for `train`
///     and `validation`, `TENSOR` for a parameter's name, `N` for a whole number, `PARTITION` for
///     numbers such as `4-1`
/// @param formula in words and symbols, in the notation of the source
/// @param shapes of what goes in
/// @param normalisation by what it is divided, and its range
/// @param logarithm its base; `none` if there is none
/// @param cost in words; operations per probe beyond what is shared
/// @param before what it looks like before grokking
/// @param at at grokking
/// @param after after it
/// @param misleads when not to believe it
/// @param source where it comes from
public record MeasurePage(
    String name,
    MeasureGroup group,
    Taken taken,
    String summary,
    SequencedMap<String, String> records,
    String formula,
    String shapes,
    String normalisation,
    String logarithm,
    String cost,
    String before,
    String at,
    String after,
    String misleads,
    String source) {

  /// Which runs take a measure.
  public enum Taken {
    /// every run, whatever its spec says: its schedule and its phases are made from it
    ALWAYS,
    /// every run whose spec does not choose its measures
    BY_DEFAULT,
    /// a run whose spec names it
    ON_REQUEST
  }

  private static final Pattern WILDCARD = Pattern.compile("\\b(SET|TENSOR|PARTITION|N)\\b");

  public MeasurePage {
    records = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(records));
    for (String text :
        List.of(
            name,
            summary,
            formula,
            shapes,
            normalisation,
            logarithm,
            cost,
            before,
            at,
            after,
            misleads,
            source)) {
      if (text.isBlank()) {
        throw new IllegalArgumentException(
            "the page of the measure %s leaves something out; expected every part".formatted(name));
      }
    }
    if (records.isEmpty()) {
      throw new IllegalArgumentException("the measure %s records nothing".formatted(name));
    }
  }

  /// Begins a page.
  public static Builder of(MeasureGroup group, String name, String summary) {
    return new Builder(group, name, summary);
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

  /// Collects the parts of a page by name.
  public static final class Builder {
    private final MeasureGroup group;
    private final String name;
    private final String summary;
    private final SequencedMap<String, String> records = new LinkedHashMap<>();
    private Taken taken = Taken.ON_REQUEST;
    private String formula = "";
    private String shapes = "";
    private String normalisation = "";
    private String logarithm = "";
    private String cost = "";
    private final List<String> reading = new ArrayList<>();
    private String misleads = "";
    private String source = "";

    private Builder(MeasureGroup group, String name, String summary) {
      this.group = group;
      this.name = name;
      this.summary = summary;
    }

    public Builder records(String pattern, String meaning) {
      records.put(pattern, meaning);
      return this;
    }

    public Builder taken(Taken by) {
      taken = by;
      return this;
    }

    public Builder formula(String text) {
      formula = text;
      return this;
    }

    public Builder shapes(String text) {
      shapes = text;
      return this;
    }

    public Builder normalisation(String text) {
      normalisation = text;
      return this;
    }

    public Builder logarithm(String text) {
      logarithm = text;
      return this;
    }

    public Builder cost(String text) {
      cost = text;
      return this;
    }

    /// What it looks like before, at and after grokking.
    public Builder reading(String before, String at, String after) {
      reading.addAll(List.of(before, at, after));
      return this;
    }

    public Builder misleads(String text) {
      misleads = text;
      return this;
    }

    public Builder source(String text) {
      source = text;
      return this;
    }

    /// @throws IllegalArgumentException if a part is missing
    public MeasurePage build() {
      if (reading.size() != 3) {
        throw new IllegalArgumentException(
            "the page of the measure %s does not say how to read it".formatted(name));
      }
      return new MeasurePage(
          name,
          group,
          taken,
          summary,
          records,
          formula,
          shapes,
          normalisation,
          logarithm,
          cost,
          reading.get(0),
          reading.get(1),
          reading.get(2),
          misleads,
          source);
    }
  }
}
