package groklab.app;

import groklab.app.console.Output;
import groklab.app.process.Threads;
import groklab.app.spec.SpecSource;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.stored.Renames;
import groklab.lab.measure.stored.StoredFiles;
import groklab.lab.measure.stored.StoredMeasurement;
import groklab.lab.spec.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab measure PATH`: any measure on stored weights, ours or foreign.
@Command(
    name = "measure",
    description =
        "Take measures of stored weights: of a run's checkpoints, or of safetensors files.",
    footer = {
      "",
      "Weights of another program need TransformerLens names, which --rename gives them. With"
          + " --spec they are put",
      "into that network and every measure applies; without it, those of weights alone do."
    })
final class MeasureCommand implements Runnable {
  private static final String EVERY_STEP = "all";

  /// From here on not every whole number has a double of its own.
  private static final double WHOLE = 0x1p53;

  @Spec private CommandSpec command;
  @ParentCommand private GroklabCommand groklab;

  @Parameters(
      paramLabel = "DIR | FILE.safetensors | FOLDER",
      description = "A run directory, a file of weights, or a folder of such files.")
  private Path path;

  @Option(
      names = "--step",
      paramLabel = "N | all",
      description =
          "The step whose weights to take. Default: the newest of a run, all in a folder.")
  private @Nullable String step;

  @Option(
      names = "--measure",
      paramLabel = "NAME",
      split = ",",
      description =
          "A measure or a group of measures, as groklab list measures shows them. May be given"
              + " several times. Default: default.")
  private List<String> measures = new ArrayList<>();

  @Option(
      names = "--spec",
      paramLabel = "RECIPE | FILE.toml",
      description = "The spec of weights that another program has written.")
  private @Nullable String foreignSpec;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of --spec. May be given several times.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--rename",
      paramLabel = "THEIRS=OURS",
      description =
          "Our name for a tensor of another program; THEIRS^T=OURS for a matrix that is stored with"
              + " rows and columns exchanged. May be given several times.")
  private List<String> renames = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with; no influence on results. Default: what helps.")
  private @Nullable Integer threads;

  @Option(
      names = "--costs",
      description =
          "Instead of the values, print what each measure takes at one step: the median of 5 takes"
              + " after a warm-up, and the operations that the cost model counts. Run nothing else"
              + " meanwhile.")
  private boolean costs;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    if (foreignSpec == null && !overrides.isEmpty()) {
      throw refusal("--set replaces values of --spec, which is not given");
    }
    if (costs && EVERY_STEP.equals(step)) {
      throw refusal("--costs times the measures at one step, write --step N or leave --step out");
    }
    int workers = Threads.checked(threads, command);
    var selection =
        Catalogue.select(measures.isEmpty() ? List.of(Catalogue.DEFAULT) : measures, "--measure");
    try (Output output = groklab.console().output(json)) {
      StoredFiles files = files();
      if (costs) {
        new CostTable(output, workers).print(files, spec(), selection);
        return;
      }
      var result = StoredMeasurement.of(files, spec(), selection, workers);
      result.remarks().forEach(output::remark);
      if (!json) {
        refusals(result).forEach(output::remark);
        result.rows().forEach(row -> print(output, row));
      }
      output.json(data(result));
    }
  }

  private StoredFiles files() {
    StoredFiles all = StoredFiles.at(path).renamed(Renames.parse(renames));
    if (step == null) {
      return all.isRun() ? all.newest() : all;
    }
    if (step.equals(EVERY_STEP)) {
      return all;
    }
    try {
      return all.at(Long.parseLong(step));
    } catch (NumberFormatException e) {
      throw refusal("--step is '%s', expected a step or the word all".formatted(step));
    }
  }

  private Optional<RunSpec> spec() {
    return Optional.ofNullable(foreignSpec).map(source -> SpecSource.read(source, overrides));
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }

  private static void print(Output output, StoredMeasurement.Row row) {
    output.line(heading(row));
    var shown = new LinkedHashMap<String, String>();
    row.values().forEach((name, value) -> shown.put(name, words(row, name, value)));
    row.measured().lists().forEach((name, list) -> shown.put(name, words(list)));
    int width = shown.keySet().stream().mapToInt(String::length).max().orElse(0);
    shown.forEach(
        (name, value) -> output.line("  " + name + " ".repeat(width - name.length() + 2) + value));
  }

  private static String words(StoredMeasurement.Row row, String name, double value) {
    return Double.isNaN(value) ? "not defined: " + row.whyUndefined(name) : Double.toString(value);
  }

  private static String words(List<Double> list) {
    return list.isEmpty()
        ? "none"
        : list.stream().map(MeasureCommand::compact).collect(Collectors.joining(" "));
  }

  /// A list has whole numbers and shares, of which nobody reads 17 digits in a row.
  private static String compact(double value) {
    return value == Math.rint(value) && Math.abs(value) < WHOLE
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6g", value);
  }

  /// One sentence for each reason, with all measures that it keeps from being taken.
  private static List<String> refusals(StoredMeasurement result) {
    var byReason = new LinkedHashMap<String, List<String>>();
    result
        .notApplicable()
        .forEach((name, why) -> byReason.computeIfAbsent(why, w -> new ArrayList<>()).add(name));
    return byReason.entrySet().stream()
        .map(entry ->
            "%s %s not apply: %s"
                .formatted(
                    String.join(", ", entry.getValue()),
                    entry.getValue().size() == 1 ? "does" : "do",
                    entry.getKey()))
        .toList();
  }

  private static @Nullable Object number(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    return Double.isFinite(value) ? (Object) value : Double.toString(value);
  }

  private static String heading(StoredMeasurement.Row row) {
    var at = row.file().step();
    return at.isPresent()
        ? "step %d (%s)".formatted(at.getAsLong(), row.file().path())
        : row.file().path().toString();
  }

  /// What is not defined is null, and its reason stands beside it; infinities stand as texts, as in
  /// a run's files.
  private static Map<String, ?> data(StoredMeasurement result) {
    List<SequencedMap<String, @Nullable Object>> rows = new ArrayList<>();
    for (StoredMeasurement.Row row : result.rows()) {
      var values = new LinkedHashMap<String, @Nullable Object>();
      var undefined = new LinkedHashMap<String, String>();
      row.values()
          .forEach((name, value) -> {
            values.put(name, number(value));
            if (Double.isNaN(value)) {
              undefined.put(name, row.whyUndefined(name));
            }
          });
      row.measured()
          .lists()
          .forEach(
              (name, list) -> values.put(name, list.stream().map(MeasureCommand::number).toList()));
      var entry = new LinkedHashMap<String, @Nullable Object>();
      var at = row.file().step();
      entry.put("file", row.file().path().toString());
      entry.put("step", at.isPresent() ? at.getAsLong() : null);
      entry.put("values", values);
      entry.put("undefined", undefined);
      rows.add(entry);
    }
    var data = new LinkedHashMap<String, Object>();
    data.put("results", rows);
    data.put("notApplicable", result.notApplicable());
    return data;
  }
}
