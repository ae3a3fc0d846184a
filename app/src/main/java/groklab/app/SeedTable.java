package groklab.app;

import groklab.lab.rundir.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What came of runs that differ in their seeds, side by side.
final class SeedTable {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");
  private static final long MOST = 1_000;
  private static final String ROW = "%6s  %9s  %9s  %7s  %-13s  %10s  %s";
  private static final int DIGEST = 12;

  private final boolean fresh;
  private final List<Summary> all = new ArrayList<>();

  /// @param fresh whether every step has fresh examples; then nothing is memorised, and there is no
  ///     verdict
  SeedTable(boolean fresh) {
    this.fresh = fresh;
  }

  /// The seeds of a range.
  ///
  /// @param text `A..B`, both counted
  /// @param refusal makes the error of a sentence
  static long[] seeds(String text, Function<String, ? extends RuntimeException> refusal) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw refusal.apply("--seeds is %s, expected two numbers, e.g. 0..4".formatted(text));
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (last < first || last - first >= MOST) {
      throw refusal.apply(
          "--seeds is %s, expected 1 to %,d seeds, e.g. 0..4; a sweep can have more"
              .formatted(text, MOST));
    }
    return LongStream.rangeClosed(first, last).toArray();
  }

  void add(Summary summary) {
    all.add(summary);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(ROW.formatted("seed", "T_mem", "T_grok", "ratio", "verdict", "validation", "digest"));
    for (Summary each : all) {
      Summary.Outcome outcome = each.outcome();
      lines.add(
          ROW.formatted(
              each.seed(),
              fresh ? "-" : step(outcome.memorised().first()),
              step(outcome.generalised().first()),
              outcome.delayRatio().isPresent() && !fresh
                  ? String.format(Locale.ROOT, "%.1f", outcome.delayRatio().getAsDouble())
                  : "-",
              fresh ? "-" : outcome.verdict().label(),
              validation(each),
              each.digest().substring(0, Math.min(DIGEST, each.digest().length()))));
    }
    lines.add(sentence());
    return lines;
  }

  /// A run that ended before is no number among those that came to it.
  private String sentence() {
    long[] times =
        all.stream()
            .flatMapToLong(each -> each.outcome().generalised().first().stream())
            .sorted()
            .toArray();
    String came = "%d of %d generalised within their budget".formatted(times.length, all.size());
    return times.length == 0
        ? came + "."
        : came
            + ", T_grok %,d to %,d, median of %s %,d."
                .formatted(
                    times[0],
                    times[times.length - 1],
                    times.length == all.size() ? "all" : "these",
                    (times[(times.length - 1) / 2] + times[times.length / 2]) / 2);
  }

  private static String validation(Summary summary) {
    double accuracy = summary.last().validationAccuracy();
    return Double.isNaN(accuracy) ? "-" : String.format(Locale.ROOT, "%.4f", accuracy);
  }

  private static String step(OptionalLong step) {
    return step.isPresent() ? String.format(Locale.ROOT, "%,d", step.getAsLong()) : "-";
  }

  /// `{"runs": [...]}`, each as `run --json` has it.
  String json() {
    return all.stream()
        .map(each -> each.toJson().stripTrailing())
        .collect(Collectors.joining(",\n", "{\n\"runs\" : [\n", "\n]\n}"));
  }
}
