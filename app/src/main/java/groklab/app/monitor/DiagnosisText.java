package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.app.console.WrappedLines;
import groklab.lab.phase.PhaseSpan;
import groklab.monitor.diagnosis.Advice;
import groklab.monitor.diagnosis.DiagnosedRun;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.diagnosis.ForecastWords;
import groklab.monitor.diagnosis.Missing;
import groklab.monitor.diagnosis.WeightReading;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.StepUnit;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// A diagnosis in words.
final class DiagnosisText {
  private final Output output;
  private final OptionalLong budget;
  private final WrappedLines lines;

  /// @param budget the step up to which chances are told; empty = ten times as long as now
  DiagnosisText(Output output, OptionalLong budget) {
    this.output = output;
    this.budget = budget;
    this.lines = new WrappedLines(output);
  }

  void tell(DiagnosedRun run) {
    RunLog log = run.log();
    Curves curves = run.curves();
    output.line(
        "%s: %s, %,d points in %d series, up to %s %,d"
            .formatted(
                log.path(),
                log.format(),
                log.points(),
                log.series().size(),
                curves.unit().one(),
                run.lastStep()));
    int superseded = run.superseded();
    if (superseded > 0) {
      lines.wrapped(
          "  ",
          ("The run went on from an earlier step than it had reached: up to %,d points of a series"
                  + " were logged again and count once.")
              .formatted(superseded));
    }
    curves.remarks().forEach(each -> lines.wrapped("  ", each + "."));
    run.diagnoses().forEach(each -> tell(each, curves.unit()));
    advice(run.advice());
    run.weights().ifPresent(new WeightText(output, lines)::tell);
    missing(run.missing());
  }

  /// A run that has left checkpoints and no log.
  void tell(WeightReading weights) {
    output.line("%s: no log".formatted(weights.path()));
    new WeightText(output, lines).tell(weights);
    missing(List.of(Missing.LOG));
  }

  private void missing(List<String> missing) {
    if (!missing.isEmpty()) {
      output.line("  To know more:");
    }
    missing.forEach(each -> lines.wrapped("    - ", each));
    output.line("");
  }

  private void tell(Diagnosis diagnosis, StepUnit unit) {
    String set = diagnosis.set().map(ValidationSet::name).orElse("no validation set");
    output.line(
        "  %s: %s (%s, confidence %s%s)"
            .formatted(
                set,
                diagnosis.condition().words(),
                diagnosis.condition().label(),
                String.format(Locale.ROOT, "%.2f", diagnosis.confidence()),
                diagnosis.isOnPlateau() ? " in this name for what is seen so far" : ""));
    output.line("    %s".formatted(strip(diagnosis.phases(), unit)));
    diagnosis.evidence().forEach(each -> lines.wrapped("    ", each));
    ForecastWords.of(diagnosis, unit, budget).forEach(each -> lines.wrapped("    ", each));
    diagnosis
        .sightings()
        .forEach(each ->
            lines.wrapped(
                "    ",
                "Seen from %s %,d: %s: %s."
                    .formatted(
                        unit.one(),
                        each.step(),
                        each.kind().label(),
                        unit.named(each.because().sentence().replaceAll("\\.$", "")))));
  }

  private static String strip(List<PhaseSpan> phases, StepUnit unit) {
    StringBuilder strip = new StringBuilder();
    for (PhaseSpan each : phases) {
      strip.append(strip.isEmpty() ? "" : " | ");
      strip.append("%s from %,d".formatted(each.phase().label(), each.step()));
    }
    return strip.isEmpty() ? "no phases" : strip + " (" + unit.many() + ")";
  }

  private void advice(List<Advice> all) {
    if (!all.isEmpty()) {
      output.line("  What to try, the likeliest first:");
    }
    for (int i = 0; i < all.size(); i++) {
      lines.wrapped("    %d. ".formatted(i + 1), all.get(i).text());
      lines.wrapped("       ", "Evidence: " + all.get(i).evidence() + ".");
    }
    List<String> cited = Advice.entries(all);
    if (!cited.isEmpty()) {
      lines.wrapped(
          "    ",
          "What was claimed there, and what came of it: groklab explain %s."
              .formatted(String.join(", groklab explain ", cited)));
    }
  }
}
