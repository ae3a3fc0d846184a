package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import groklab.app.process.ExitCode;
import groklab.lab.file.RunFileException;
import groklab.monitor.checkpoint.CheckpointFinder;
import groklab.monitor.checkpoint.CheckpointSeries;
import groklab.monitor.checkpoint.HistoryReader;
import groklab.monitor.checkpoint.WeightHistory;
import groklab.monitor.diagnosis.DiagnosedRun;
import groklab.monitor.diagnosis.DiagnosisData;
import groklab.monitor.diagnosis.WeightReading;
import groklab.monitor.importer.Importers;
import groklab.monitor.importer.LogFinder;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import groklab.monitor.series.Curves;
import groklab.monitor.series.CurvesReader;
import groklab.monitor.watch.Watch;
import groklab.monitor.weights.WeightFormats;
import groklab.web.foreign.DiagnosisPage;
import groklab.web.foreign.DiagnosisView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab diagnose PATH`: what somebody else's run looks like, from what it has logged
/// and the checkpoints that it has left.
@Command(
    name = "diagnose",
    description = "Say which phase a run of any program is in, from what it has logged.",
    footer = {
      "",
      "Reads TensorBoard event files, Weights & Biases run files, MLflow's file store"
          + " and database,"
          + " trainer_state.json, histories of Keras, csv, tsv, JSON lines and printed lines; and"
          + " checkpoints beside them: safetensors, torch, npz. A folder may hold any number of"
          + " runs. Nothing is written, and nothing that a file asks for is run."
    })
public final class DiagnoseCommand implements Callable<Integer> {
  @ParentCommand private Speaker groklab;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Log files, weights, or folders of them.")
  private List<Path> paths = List.of();

  @Mixin private Known known = new Known();

  @Option(
      names = "--at",
      paramLabel = "STEP",
      description = "Look at the run as it was at that step.")
  private @Nullable Long at;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write a page with the curves and all that is said to this file, e.g. diagnosis.html;"
              + " it needs no network.")
  private @Nullable Path report;

  @Option(
      names = "--budget",
      paramLabel = "STEP",
      description =
          "Step by which it should have generalised, for the forecast. Default: ten times as long"
              + " as now.")
  private @Nullable Long budget;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    if (at != null && at < 0) {
      throw new ParameterException(
          spec.commandLine(), "--at is %d, expected a step of 0 or more".formatted(at));
    }
    try (Output output = groklab.console().output(json)) {
      List<DiagnosedRun> runs = new ArrayList<>();
      List<RunLog> others = new ArrayList<>();
      List<String> early = new ArrayList<>();
      List<CheckpointSeries> weights = new ArrayList<>();
      for (Path path : paths) {
        weights.addAll(CheckpointFinder.find(path));
        for (RunLog log : LogFinder.search(path)) {
          Curves curves = new CurvesReader(known.names()).read(log);
          Curves seen = at == null ? curves : curves.until(at);
          if (curves.isEmpty()) {
            others.add(log);
          } else if (seen.isEmpty()) {
            early.add(early(log, curves));
          } else {
            beyond(curves).ifPresent(output::remark);
            RunLog until = at == null ? log : log.until(at);
            runs.add(DiagnosedRun.of(until, seen, known.question()));
          }
        }
      }
      var matched = new MatchedWeights(runs.stream().map(DiagnosedRun::log).toList(), weights, at);
      if (runs.isEmpty() && matched.alone().isEmpty()) {
        throw early.isEmpty()
            ? nothing(others, matched.unreadable())
            : new RunFileException(early.getFirst());
      }
      early.forEach(output::remark);
      matched.unreadable().forEach(output::remark);
      others.forEach(each ->
          output.remark(
              "%s holds no losses and no accuracies known here and is left out; it has %s"
                  .formatted(each.path(), names(each))));
      tell(output, runs.stream().map(each -> withWeights(output, each, matched)).toList(), matched);
      return ExitCode.DONE;
    }
  }

  /// What is said where the log has no later step than the one that was asked for.
  private Optional<String> beyond(Curves curves) {
    long last = Watch.lastStep(curves);
    return at == null || at <= last
        ? Optional.empty()
        : Optional.of(
            "--at is %,d, and the log ends at %,d: all of it was read".formatted(at, last));
  }

  private String early(RunLog log, Curves curves) {
    long first = curves.all().mapToLong(each -> each.steps()[0]).min().orElse(0);
    return "--at is %,d, and nothing was logged by then: %s begins at %,d"
        .formatted(at, log.path(), first);
  }

  private OptionalLong budget() {
    if (budget != null && budget <= 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--budget is %d, expected a step above 0, e.g. 20000".formatted(budget));
    }
    return budget == null ? OptionalLong.empty() : OptionalLong.of(budget);
  }

  private static DiagnosedRun withWeights(Output output, DiagnosedRun run, MatchedWeights matched) {
    return matched
        .of(run.log())
        .flatMap(series -> history(output, series, false))
        .map(run::with)
        .orElse(run);
  }

  private void tell(Output output, List<DiagnosedRun> runs, MatchedWeights matched) {
    var text = new DiagnosisText(output, budget());
    List<Map<String, @Nullable Object>> data = new ArrayList<>();
    for (DiagnosedRun each : runs) {
      text.tell(each);
      data.add(DiagnosisData.of(each, budget()));
    }
    boolean only = runs.isEmpty() && matched.alone().size() == 1;
    for (CheckpointSeries each : matched.alone()) {
      history(output, each, only)
          .map(WeightReading::of)
          .ifPresent(weights -> {
            text.tell(weights);
            data.add(DiagnosisData.of(weights));
          });
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (data.size() == 1) {
      all.putAll(data.getFirst());
    } else {
      all.put("runs", data);
    }
    if (report != null) {
      write(runs, report);
      output.line("Report: " + report);
      all.put("report", report.toString());
    }
    output.json(all);
  }

  private static void write(List<DiagnosedRun> runs, Path report) {
    if (runs.isEmpty()) {
      throw new RunFileException(
          "A report shows the curves of a log, and there are weights alone; leave out --report");
    }
    DiagnosisPage.write(
        runs.stream().map(each -> new DiagnosisView(each.log().path().toString(), each)).toList(),
        report);
  }

  /// @param only whether there is nothing else to be told
  /// @return empty = it cannot be read, which has been said
  private static Optional<WeightHistory> history(
      Output output, CheckpointSeries series, boolean only) {
    try {
      return Optional.of(HistoryReader.read(series));
    } catch (RunFileException e) {
      if (only) {
        throw e;
      }
      output.remark(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private RunFileException nothing(List<RunLog> logs, List<String> unreadable) {
    if (!unreadable.isEmpty()) {
      return new RunFileException(unreadable.getFirst());
    }
    if (logs.isEmpty()) {
      String why =
          paths.stream()
              .flatMap(path -> LogFinder.remarks(path).stream())
              .map(remark -> "; " + remark)
              .collect(Collectors.joining());
      return new RunFileException(
          "%s holds neither logs nor weights in a format known here%s; expected one of: %s, %s"
              .formatted(paths.getFirst(), why, Importers.formats(), WeightFormats.formats()));
    }
    RunLog log = logs.getFirst();
    return new RunFileException(
        ("%s has no series that is known to be a loss or an accuracy; it has %s; name them with"
                + " --train-loss, --train-accuracy, --validation-loss, --validation-accuracy")
            .formatted(log.path(), names(log)));
  }

  private static String names(RunLog log) {
    String first =
        log.series().stream().map(Series::name).limit(20).collect(Collectors.joining(", "));
    return log.series().size() > 20 ? first + ", ..." : first;
  }
}
