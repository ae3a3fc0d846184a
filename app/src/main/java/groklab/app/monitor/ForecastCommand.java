package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import groklab.monitor.forecast.Forecaster;
import groklab.monitor.forecast.View;
import groklab.monitor.judge.Judge;
import groklab.monitor.judge.JudgedRun;
import groklab.monitor.judge.Judgement;
import groklab.monitor.judge.Moment;
import groklab.monitor.judge.Rivals;
import groklab.study.atlas.AtlasFile;
import groklab.study.atlas.AtlasRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab forecast ATLAS`: how the forecasts of `diagnose` have done on runs of an atlas.
@Command(
    name = "forecast",
    description = "Judge the forecasts of diagnose on runs of which it is known what came.",
    footer = {"", "docs/forecast.md says how they are made, and what came of this."})
public final class ForecastCommand implements Runnable {
  @ParentCommand private Speaker groklab;

  @Parameters(
      paramLabel = "ATLAS",
      description = "A Parquet file of runs, as docs/atlas.md describes it.")
  private Path atlas;

  @Option(
      names = "--views",
      description = "Write what forecasts may see of each run and what came, as CSV, to fit them.")
  private boolean views;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json)) {
      Map<String, List<JudgedRun>> parts =
          AtlasFile.read(atlas).stream()
              .collect(
                  Collectors.groupingBy(
                      AtlasRun::part,
                      LinkedHashMap::new,
                      Collectors.mapping(ForecastCommand::judged, Collectors.toList())));
      if (views) {
        table(output, parts);
      } else {
        judge(output, parts);
      }
    }
  }

  private static JudgedRun judged(AtlasRun run) {
    return new JudgedRun(
        run.family(), run.cell(), run.settings(), run.budget(), run.criterion(), run.probes());
  }

  private static void judge(Output output, Map<String, List<JudgedRun>> parts) {
    var judge = new Judge(Forecaster.usual(), Rivals.usual());
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    parts.forEach((part, runs) -> {
      Judgement.Part judgement = judge.judge(runs);
      new JudgementText(output, judge.names()).tell(part, runs.size(), judgement);
      data.put(part, judgement);
    });
    output.json(data);
  }

  private static void table(Output output, Map<String, List<JudgedRun>> parts) {
    List<String> rows = new ArrayList<>();
    parts.forEach((part, runs) ->
        runs.forEach(run ->
            Moment.of(run.probes(), run.criterion())
                .forEach(moment ->
                    View.of(moment.seen(), run.criterion())
                        .ifPresent(view -> row(rows, part, run, moment, view)))));
    rows.forEach(output::line);
  }

  private static void row(List<String> rows, String part, JudgedRun run, Moment moment, View view) {
    Map<String, Double> numbers = new LinkedHashMap<>(view.values());
    Rivals.configuration(run, view).values().forEach(numbers::putIfAbsent);
    if (rows.isEmpty()) {
      rows.add(
          "part,family,cell,factor,memorised_at,now,end,generalised,budget,"
              + String.join(",", numbers.keySet()));
    }
    rows.add(
        "%s,%s,\"%s\",%s,%d,%d,%d,%d,%d,%s"
            .formatted(
                part,
                run.family(),
                run.cell(),
                moment.factor(),
                view.memorised(),
                view.now(),
                moment.end(),
                moment.generalised() ? 1 : 0,
                run.budget(),
                numbers.values().stream().map(String::valueOf).collect(Collectors.joining(","))));
  }
}
