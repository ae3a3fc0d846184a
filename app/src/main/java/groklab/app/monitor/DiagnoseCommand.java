package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import groklab.app.process.ExitCode;
import groklab.lab.file.RunFileException;
import groklab.monitor.diagnosis.Diagnoser;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.diagnosis.DiagnosisData;
import groklab.monitor.importer.LogFinder;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import groklab.monitor.series.Curves;
import groklab.monitor.series.CurvesReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/// `groklab diagnose PATH`: what somebody else's run looks like, from what it has logged.
@Command(
    name = "diagnose",
    description = "Say which phase a run of any program is in, from what it has logged.",
    footer = {
      "",
      "Reads TensorBoard event files, Weights & Biases run files, MLflow's file store,"
          + " trainer_state.json, histories of Keras, csv, tsv, JSON lines and printed lines;"
          + " a folder may hold any number of runs. Nothing is written."
    })
public final class DiagnoseCommand implements Callable<Integer> {
  @ParentCommand private Speaker groklab;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Log files, or folders of them.")
  private List<Path> paths = List.of();

  @Mixin private Known known = new Known();

  @Option(
      names = "--at",
      paramLabel = "STEP",
      description = "Look at the run as it was at that step.")
  private @Nullable Long at;

  @Option(
      names = "--budget",
      paramLabel = "STEP",
      description =
          "Step by which it should have generalised, for the forecast. Default: ten times as long"
              + " as now.")
  private @Nullable Long budget;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  /// A run with the curves found in it.
  private record Found(RunLog log, Curves curves) {}

  @Override
  public Integer call() {
    try (Output output = groklab.console().output(json)) {
      List<Found> runs = new ArrayList<>();
      List<RunLog> others = new ArrayList<>();
      for (Path path : paths) {
        for (RunLog log : LogFinder.find(path)) {
          Curves curves = new CurvesReader(known.names()).read(log);
          Curves seen = at == null ? curves : curves.until(at);
          if (seen.isEmpty()) {
            others.add(log);
          } else {
            runs.add(new Found(log, seen));
          }
        }
      }
      if (runs.isEmpty()) {
        throw noCurves(others);
      }
      others.forEach(each ->
          output.remark(
              "%s holds no losses and no accuracies and is left out".formatted(each.path())));
      tell(output, runs);
      return ExitCode.DONE;
    }
  }

  private void tell(Output output, List<Found> runs) {
    var diagnoser = new Diagnoser(known.question());
    List<Map<String, @Nullable Object>> data = new ArrayList<>();
    for (Found each : runs) {
      List<Diagnosis> diagnoses = diagnoser.diagnose(each.curves);
      new DiagnosisText(output, known.question(), budget()).tell(each.log, each.curves, diagnoses);
      data.add(DiagnosisData.of(each.log, each.curves, diagnoses, known.question(), budget()));
    }
    output.json(data.size() == 1 ? data.getFirst() : Map.of("runs", data));
  }

  private OptionalLong budget() {
    if (budget != null && budget <= 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--budget is %d, expected a step above 0, e.g. 20000".formatted(budget));
    }
    return budget == null ? OptionalLong.empty() : OptionalLong.of(budget);
  }

  private static RunFileException noCurves(List<RunLog> logs) {
    RunLog log = logs.getFirst();
    String names =
        log.series().stream().map(Series::name).limit(20).collect(Collectors.joining(", "));
    return new RunFileException(
        ("%s has no series that is known to be a loss or an accuracy; it has %s; name them with"
                + " --train-loss, --train-accuracy, --validation-loss, --validation-accuracy")
            .formatted(log.path(), names));
  }
}
