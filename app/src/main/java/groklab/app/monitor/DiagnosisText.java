package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.app.console.WrappedLines;
import groklab.lab.phase.PhaseSpan;
import groklab.monitor.diagnosis.Advice;
import groklab.monitor.diagnosis.Condition;
import groklab.monitor.diagnosis.DiagnosedRun;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.diagnosis.Missing;
import groklab.monitor.diagnosis.WeightReading;
import groklab.monitor.forecast.Forecast;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.StepUnit;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// A diagnosis in words.
final class DiagnosisText {
  private static final double HALF = 0.5;
  private static final double TENTH = 0.1;
  private static final double PERCENT = 100;

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
    run.weights().ifPresent(new WeightText(output, lines)::tell);
    advice(run.advice());
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
        "  %s: %s (%s, confidence %s)"
            .formatted(
                set,
                diagnosis.condition().words(),
                diagnosis.condition().label(),
                String.format(Locale.ROOT, "%.2f", diagnosis.confidence())));
    output.line("    %s".formatted(strip(diagnosis.phases(), unit)));
    diagnosis.evidence().forEach(each -> lines.wrapped("    ", each));
    diagnosis
        .forecast()
        .ifPresent(each -> {
          tell(each, unit);
          contradiction(diagnosis.condition(), each).ifPresent(it -> lines.wrapped("    ", it));
        });
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
                        each.because().sentence().replaceAll("\\.$", ""))));
  }

  private void tell(Forecast forecast, StepUnit unit) {
    lines.wrapped(
        "    ",
        "Forecast at %s %,d, from %s: %s."
                .formatted(unit.one(), forecast.now(), forecast.curves(), chance(forecast, unit))
            + " T_grok: %s in the middle, %s to %s with 80 %%."
                .formatted(
                    step(forecast, Forecast.MEDIAN),
                    step(forecast, Forecast.LOW),
                    step(forecast, Forecast.HIGH)));
    lines.wrapped("    ", "This forecast is weak. " + forecast.fittedTo());
  }

  /// The verdict rests on this run, the forecast on how runs of other kinds went on.
  private Optional<String> contradiction(Condition condition, Forecast forecast) {
    double chance = forecast.probability(budget.orElse(forecast.usualBudget()));
    boolean differs =
        (condition == Condition.ORDINARY_OVERFITTING && chance > HALF)
            || (condition == Condition.MAY_GROK && chance < TENTH);
    return differs
        ? Optional.of(
            "It speaks against the verdict above. Go by the verdict, which names what it rests on;"
                + " the forecast says how other runs with such curves went on.")
        : Optional.empty();
  }

  private String chance(Forecast forecast, StepUnit unit) {
    long until = budget.orElse(forecast.usualBudget());
    return until <= forecast.now()
        ? "%s %,d has passed".formatted(unit.one(), until)
        : "%d %% to generalise by %s %,d"
            .formatted(Math.round(PERCENT * forecast.probability(until)), unit.one(), until);
  }

  private static String step(Forecast forecast, double chance) {
    OptionalLong step = forecast.step(chance);
    return step.isPresent()
        ? "%,d".formatted(step.getAsLong())
        : "beyond %,d".formatted(forecast.farthest());
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
  }
}
