package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.monitor.judge.Judgement;
import groklab.monitor.judge.Ranking;
import groklab.web.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// What was judged, as tables.
final class JudgementText {
  private static final double PERCENT = 100;

  private final Output output;
  private final List<String> names;

  JudgementText(Output output, List<String> names) {
    this.output = output;
    this.names = names;
  }

  void tell(String part, int runs, Judgement.Part judgement) {
    output.line("Part %s, %,d runs. At multiples of T_mem:".formatted(part, runs));
    output.line("");
    List<String> head = new ArrayList<>(List.of(""));
    judgement.moments().forEach(each -> head.add("x %s".formatted(number(each.factor(), "%.1f"))));
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("runs on a plateau", judgement, each -> "%,d".formatted(each.runs())));
    rows.add(
        row(
            "of them generalise, %",
            judgement, each -> number(PERCENT * each.generalised() / each.runs(), "%.0f")));
    names.forEach(name ->
        rows.add(row("AUC, " + name, judgement, each -> number(of(each.aucs(), name), "%.3f"))));
    names.forEach(name ->
        rows.add(
            row(
                "AUC within families, " + name,
                judgement,
                each -> number(of(each.within(), name), "%.3f"))));
    names.stream()
        .filter(name -> judgement.moments().getFirst().gains().containsKey(name))
        .forEach(name -> rows.add(row("gain over " + name, judgement, each -> gain(name, each))));
    rows.add(row("error of T_grok, decades", judgement, each -> number(each.error(), "%.2f")));
    rows.add(
        row(
            "T_grok before the interval, % (10)",
            judgement, each -> number(PERCENT * each.early(), "%.0f")));
    rows.add(
        row(
            "T_grok before the median, % (50)",
            judgement, each -> number(PERCENT * each.beforeMedian(), "%.0f")));
    rows.add(
        row(
            "80 % interval holds, %",
            judgement, each -> number(PERCENT * each.coverage(), "%.0f")));
    output.line(TextTable.of(head, rows).stripTrailing());
    output.line("");
    alarms(judgement.alarms());
    judgement
        .calibration()
        .forEach(each ->
            output.line(
                "  given %s %%, came %s %% (%,d moments)"
                    .formatted(
                        number(PERCENT * each.given(), "%.0f"),
                        number(PERCENT * each.came(), "%.0f"),
                        each.runs())));
    output.line("");
  }

  private void alarms(Judgement.Alarms alarms) {
    output.line(
        "Alarms: %,d of %,d groks warned, median lead %s decades; %,d false of %,d runs that never"
                .formatted(
                    alarms.warned(),
                    alarms.groks(),
                    number(alarms.lead(), "%.2f"),
                    alarms.falseAlarms(),
                    alarms.failures())
            + " generalised.");
  }

  private String gain(String rival, Judgement judgement) {
    Ranking beside = Objects.requireNonNull(judgement.gains().get(rival));
    double own = of(judgement.aucs(), names.getFirst());
    return "%s (%s to %s)"
        .formatted(
            number(own - beside.auc(), "%+.2f"),
            number(beside.low(), "%+.2f"),
            number(beside.high(), "%+.2f"));
  }

  private static List<String> row(
      String name, Judgement.Part part, Function<Judgement, String> value) {
    List<String> row = new ArrayList<>(List.of(name));
    part.moments().forEach(each -> row.add(value.apply(each)));
    return row;
  }

  private static double of(Map<String, Double> numbers, String name) {
    return Objects.requireNonNull(numbers.get(name));
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
