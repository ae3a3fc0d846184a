package groklab.app;

import groklab.app.console.Output;
import groklab.app.process.Threads;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.stored.StoredFiles;
import groklab.lab.measure.stored.StoredMeasurement;
import groklab.lab.spec.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
      "Weights of another program need TransformerLens names. With --spec they are put into that"
          + " network and",
      "every measure applies; without it, those of weights alone do."
    })
final class MeasureCommand implements Runnable {
  private static final String EVERY_STEP = "all";

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
        result
            .notApplicable()
            .forEach((name, why) -> output.remark("%s does not apply: %s".formatted(name, why)));
        result.rows().forEach(row -> print(output, row));
      }
      output.json(data(result));
    }
  }

  private StoredFiles files() {
    StoredFiles all = StoredFiles.at(path);
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
    int width = row.values().keySet().stream().mapToInt(String::length).max().orElse(0);
    row.values()
        .forEach((name, value) ->
            output.line("  " + name + " ".repeat(width - name.length() + 2) + value));
  }

  private static String heading(StoredMeasurement.Row row) {
    var at = row.file().step();
    return at.isPresent()
        ? "step %d (%s)".formatted(at.getAsLong(), row.file().path())
        : row.file().path().toString();
  }

  /// Numbers that JSON does not have stand as texts, as in a run's files.
  private static Map<String, ?> data(StoredMeasurement result) {
    List<SequencedMap<String, @Nullable Object>> rows = new ArrayList<>();
    for (StoredMeasurement.Row row : result.rows()) {
      var values = new LinkedHashMap<String, Object>();
      row.values()
          .forEach((name, value) ->
              values.put(name, Double.isFinite(value) ? (Object) value : Double.toString(value)));
      var entry = new LinkedHashMap<String, @Nullable Object>();
      var at = row.file().step();
      entry.put("file", row.file().path().toString());
      entry.put("step", at.isPresent() ? at.getAsLong() : null);
      entry.put("values", values);
      rows.add(entry);
    }
    var data = new LinkedHashMap<String, Object>();
    data.put("results", rows);
    data.put("notApplicable", result.notApplicable());
    return data;
  }
}
