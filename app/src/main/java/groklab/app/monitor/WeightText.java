package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.app.console.WrappedLines;
import groklab.monitor.checkpoint.WeightHistory;
import groklab.monitor.diagnosis.WeightReading;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// What the checkpoints of a run say, in words and two tables.
final class WeightText {
  /// Lines of the longest table of parts; all of them stand in `--json`.
  private static final int MOST_PARTS = 40;

  private final Output output;
  private final WrappedLines lines;

  WeightText(Output output, WrappedLines lines) {
    this.output = output;
    this.lines = lines;
  }

  void tell(WeightReading reading) {
    WeightHistory history = reading.history();
    output.line(
        "  Weights: %,d %s (%s), %s, %,d weights in %,d tensors"
            .formatted(
                history.checkpoints().size(),
                history.checkpoints().size() == 1 ? "checkpoint" : "checkpoints",
                history.format(),
                history.layout().map(each -> "named as in " + each).orElse("names of its own"),
                history.count(),
                history.tensors().size()));
    if (history.checkpoints().size() > 1) {
      checkpoints(history);
    }
    parts(history);
    reading.sentences().forEach(each -> lines.wrapped("    ", each));
    if (!reading.notApplicable().isEmpty()) {
      lines.wrapped(
          "    ",
          "Does not apply or was left out: %s."
              .formatted(String.join("; ", reading.notApplicable())));
    }
  }

  private void checkpoints(WeightHistory history) {
    WeightHistory.Part whole = history.whole();
    output.line(
        "    %12s %12s %14s %16s"
            .formatted(
                history.unit().one(),
                "norm",
                "from the first",
                "moved per " + history.unit().one()));
    for (int i = 0; i < history.checkpoints().size(); i++) {
      output.line(
          "    %12s %12s %14s %16s"
              .formatted(
                  String.format(Locale.ROOT, "%,d", history.step(i)),
                  number(whole.norms()[i]),
                  number(whole.distances()[i] / whole.norms()[0]),
                  i == 0 ? "" : number(history.updateRatio(i))));
    }
  }

  private void parts(WeightHistory history) {
    List<WeightHistory.Part> parts = history.parts();
    int width =
        parts.stream().limit(MOST_PARTS).mapToInt(each -> each.name().length()).max().orElse(0);
    String row = "    %-" + Math.max(width, 4) + "s %12s %10s %10s %8s %11s %14s";
    output.line(
        row.formatted(
            "part", "weights", "norm", "moved", "alpha", "stable rank", "effective rank"));
    for (WeightHistory.Part each : parts.subList(0, Math.min(MOST_PARTS, parts.size()))) {
      output.line(
          row.formatted(
              each.name(),
              String.format(Locale.ROOT, "%,d", each.count()),
              number(each.norms()[each.norms().length - 1]),
              each.norms().length == 1 ? "" : number(each.relativeDistance()),
              mean(each.alpha()),
              mean(each.stableRank()),
              mean(each.effectiveRank())));
    }
    if (parts.size() > MOST_PARTS) {
      output.line("    and %,d more parts (--json)".formatted(parts.size() - MOST_PARTS));
    }
    lines.wrapped(
        "    ",
        "Norms are Euclidean. From the first, moved: distance from the first checkpoint in units of"
            + " its norm. Alpha and ranks: means over the matrices of a part, of the last"
            + " checkpoint; alpha where the spectrum allows it.");
  }

  private static String mean(OptionalDouble mean) {
    return mean.isPresent() ? number(mean.getAsDouble()) : "-";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
