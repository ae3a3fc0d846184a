package groklab.app;

import groklab.app.console.Output;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Measure;
import groklab.lab.measure.stored.MeasureTimes;
import groklab.lab.measure.stored.StoredFiles;
import groklab.lab.spec.RunSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What measures take, as a table in Markdown of which each line is printed as soon as it is known.
final class CostTable {
  private static final double GIGA = 1e9;
  private static final double OPERATIONS_PER_NANOSECOND = 1e6;

  private final Output output;
  private final int threads;

  CostTable(Output output, int threads) {
    this.output = output;
    this.threads = threads;
  }

  /// Of the last of the files.
  void print(StoredFiles files, Optional<RunSpec> foreignSpec, Catalogue.Selection selection) {
    List<Measure> measures = selection.measures();
    int width = measures.stream().mapToInt(m -> m.name().length()).max().orElse(0);
    output.line("| %s | ms | GFLOP by the model | FLOP/ns |".formatted(padded("measure", width)));
    output.line("|-%s-|---:|---:|---:|".formatted("-".repeat(width)));
    List<Map<String, Object>> rows = new ArrayList<>();
    var notApplicable =
        MeasureTimes.time(
            files,
            foreignSpec,
            measures,
            threads,
            cost -> {
              output.line(line(cost, width));
              rows.add(entry(cost));
            });
    selection
        .comparisons()
        .forEach(c -> notApplicable.put(c.name(), "it compares two steps, so no probe takes it"));
    if (!output.isJson()) {
      notApplicable.forEach(
          (name, why) -> output.remark("%s does not apply: %s".formatted(name, why)));
    }
    var data = new LinkedHashMap<String, Object>();
    data.put("file", files.files().getLast().path().toString());
    data.put("threads", threads);
    data.put("costs", rows);
    data.put("notApplicable", notApplicable);
    output.json(data);
  }

  private static String line(MeasureTimes.Time cost, int width) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.3f | %.0f |",
        padded(cost.measure().name(), width),
        cost.milliseconds(),
        cost.operations() / GIGA,
        cost.operations() / (OPERATIONS_PER_NANOSECOND * cost.milliseconds()));
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(Math.max(0, width - name.length()));
  }

  private static Map<String, Object> entry(MeasureTimes.Time cost) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("measure", cost.measure().name());
    entry.put("milliseconds", cost.milliseconds());
    entry.put("operations", cost.operations());
    return entry;
  }
}
