package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.lab.phase.PhaseSpan;
import groklab.monitor.diagnosis.Advice;
import groklab.monitor.diagnosis.Advisor;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.diagnosis.Missing;
import groklab.monitor.diagnosis.Question;
import groklab.monitor.forecast.Forecast;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import groklab.monitor.log.StepUnit;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// A diagnosis in words.
final class DiagnosisText {
  private static final int WIDTH = 100;

  private final Output output;
  private static final double PERCENT = 100;

  private final Question question;
  private final OptionalLong budget;

  /// @param budget the step up to which chances are told; empty = ten times as long as now
  DiagnosisText(Output output, Question question, OptionalLong budget) {
    this.output = output;
    this.question = question;
    this.budget = budget;
  }

  void tell(RunLog log, Curves curves, List<Diagnosis> diagnoses) {
    long last = curves.all().mapToLong(Series::lastStep).max().orElse(0);
    output.line(
        "%s: %s, %,d points in %d series, up to %s %,d"
            .formatted(
                log.path(),
                log.format(),
                log.points(),
                log.series().size(),
                curves.unit().one(),
                last));
    int superseded = log.series().stream().mapToInt(Series::superseded).max().orElse(0);
    if (superseded > 0) {
      wrapped(
          "  ",
          ("The run went on from an earlier step than it had reached: up to %,d points of a series"
                  + " were logged again and count once.")
              .formatted(superseded));
    }
    curves.remarks().forEach(each -> wrapped("  ", each + "."));
    diagnoses.forEach(each -> tell(each, curves.unit()));
    advice(diagnoses.getFirst(), curves.unit());
    List<String> missing = Missing.of(curves, question);
    output.line("  To know more:");
    missing.forEach(each -> wrapped("    - ", each));
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
    diagnosis.evidence().forEach(each -> wrapped("    ", each));
    diagnosis.forecast().ifPresent(each -> tell(each, unit));
    diagnosis
        .sightings()
        .forEach(each ->
            wrapped(
                "    ",
                "Seen from %s %,d: %s. %s"
                    .formatted(
                        unit.one(), each.step(), each.kind().label(), each.because().sentence())));
  }

  private void tell(Forecast forecast, StepUnit unit) {
    long until = budget.orElse(forecast.usualBudget());
    wrapped(
        "    ",
        "Forecast at %s %,d, from %s: %s to generalise by %s %,d."
                .formatted(
                    unit.one(),
                    forecast.now(),
                    forecast.curves(),
                    String.format(Locale.ROOT, "%.0f %%", PERCENT * forecast.probability(until)),
                    unit.one(),
                    until)
            + " T_grok: %s as likely as not, %s to %s with 80 %%."
                .formatted(
                    step(forecast, Forecast.MEDIAN),
                    step(forecast, Forecast.LOW),
                    step(forecast, Forecast.HIGH)));
    forecast
        .reasons()
        .forEach(each ->
            wrapped("      - ", Character.toUpperCase(each.charAt(0)) + each.substring(1) + "."));
    wrapped("    ", forecast.fittedTo());
  }

  private static String step(Forecast forecast, double chance) {
    OptionalLong step = forecast.step(chance);
    return step.isPresent()
        ? "%,d".formatted(step.getAsLong())
        : "more than a hundred times as long as now";
  }

  private static String strip(List<PhaseSpan> phases, StepUnit unit) {
    StringBuilder strip = new StringBuilder();
    for (PhaseSpan each : phases) {
      strip.append(strip.isEmpty() ? "" : " | ");
      strip.append("%s from %,d".formatted(each.phase().label(), each.step()));
    }
    return strip.isEmpty() ? "no phases" : strip + " (" + unit.many() + ")";
  }

  private void advice(Diagnosis diagnosis, StepUnit unit) {
    List<Advice> all = Advisor.of(diagnosis, question, unit);
    if (!all.isEmpty()) {
      output.line("  What to try, the likeliest first:");
    }
    for (int i = 0; i < all.size(); i++) {
      wrapped("    %d. ".formatted(i + 1), all.get(i).text());
      wrapped("       ", "Evidence: " + all.get(i).evidence() + ".");
    }
  }

  /// Lines of at most a hundred characters; those after the first are indented as far as its text.
  private void wrapped(String start, String text) {
    var line = new StringBuilder(start);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        output.line(line.toString());
        line = new StringBuilder(" ".repeat(start.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    output.line(line.toString());
  }
}
