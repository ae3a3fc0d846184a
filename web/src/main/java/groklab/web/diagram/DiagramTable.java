package groklab.web.diagram;

import groklab.lab.phase.Verdict;
import groklab.study.diagram.Axis;
import groklab.study.diagram.Cell;
import groklab.study.diagram.Laws;
import groklab.study.diagram.MedianTime;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.statistics.CriticalValue;
import groklab.study.statistics.Fit;
import groklab.study.statistics.PowerLaw;
import groklab.study.statistics.Share;
import groklab.study.sweep.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The numbers behind the figures, as comma-separated values with a first line of names. What is
/// not known is empty.
final class DiagramTable {
  private DiagramTable() {}

  /// One line for each cell; the ids of its runs are separated by blanks.
  static String cells(PhaseDiagram diagram) {
    var names = new ArrayList<String>();
    names.add(diagram.across().key());
    diagram.upwards().ifPresent(axis -> names.add(axis.key()));
    names.addAll(diagram.fixed().keySet());
    names.addAll(List.of("verdict", "runs"));
    for (var verdict : Verdict.values()) {
      names.add(verdict.label());
    }
    names.addAll(List.of("undecided", "failed", "decided"));
    names.addAll(List.of("pGrokking", "pGrokkingLow", "pGrokkingHigh"));
    names.addAll(List.of("pGeneralising", "pGeneralisingLow", "pGeneralisingHigh"));
    names.addAll(List.of("medianTGrok", "medianTGrokIsLeast", "medianTGrokOf"));
    names.addAll(List.of("medianDelay", "medianDelayIsLeast", "medianDelayOf", "ids"));
    return Numbers.csv(names)
        + diagram.cells().stream()
            .map(cell -> Numbers.csv(line(diagram, cell)))
            .collect(Collectors.joining());
  }

  private static List<String> line(PhaseDiagram diagram, Cell cell) {
    var line = new ArrayList<String>();
    line.add(diagram.across().texts().get(cell.column()));
    diagram.upwards().ifPresent(axis -> line.add(axis.texts().get(cell.row())));
    line.addAll(diagram.fixed().values());
    line.add(cell.verdict().map(Verdict::label).orElse(cell.isFailed() ? "failed" : "not decided"));
    line.add(Integer.toString(cell.n()));
    cell.counts().values().forEach(count -> line.add(count.toString()));
    line.add(Integer.toString(cell.undecided()));
    line.add(Integer.toString(cell.failed()));
    line.add(Integer.toString(cell.grokking().n()));
    add(line, cell.grokking());
    add(line, cell.generalising());
    add(line, cell.generalised());
    add(line, cell.delay());
    line.add(cell.runs().stream().map(Outcome::id).collect(Collectors.joining(" ")));
    return line;
  }

  private static void add(List<String> line, Share share) {
    line.add(Numbers.exact(share.value()));
    line.add(Numbers.exact(share.interval().low()));
    line.add(Numbers.exact(share.interval().high()));
  }

  private static void add(List<String> line, Optional<MedianTime> time) {
    line.add(time.map(t -> Numbers.exact(t.steps())).orElse(""));
    line.add(time.map(t -> Boolean.toString(t.censored())).orElse(""));
    line.add(time.map(t -> Integer.toString(t.n())).orElse("0"));
  }

  /// One line for each row of the diagram: its power law of T_grok in the key across, up to which
  /// value of it the law was fitted where that is not all of them, and its critical value, each
  /// with the reason where there is none.
  static String laws(PhaseDiagram diagram) {
    var names = new ArrayList<String>();
    names.add("key");
    diagram.upwards().ifPresent(axis -> names.add(axis.key()));
    names.addAll(diagram.fixed().keySet());
    names.addAll(List.of("upTo", "exponent", "exponentLow", "exponentHigh", "lnC", "scatter"));
    names.addAll(List.of("lackOfFit", "times", "censored", "noExponentBecause"));
    names.addAll(List.of("critical", "criticalLow", "criticalHigh", "steepness", "separated"));
    names.add("noCriticalBecause");
    var text = new StringBuilder(Numbers.csv(names));
    for (int row = 0; row < diagram.rows(); row++) {
      var line = new ArrayList<String>();
      int at = row;
      line.add(diagram.across().key());
      diagram.upwards().ifPresent(axis -> line.add(axis.texts().get(at)));
      line.addAll(diagram.fixed().values());
      var end = Laws.turningPoint(diagram, row);
      line.add(end.isPresent() ? Numbers.fitted(end.getAsDouble()) : "");
      add(line, Laws.generalised(diagram, row));
      addCritical(line, Laws.critical(diagram, row));
      text.append(Numbers.csv(line));
    }
    return text.toString();
  }

  /// One line for each row and for each column of the diagram: the value of the other key at which
  /// generalising becomes as likely as not.
  static String critical(PhaseDiagram diagram) {
    var names = new ArrayList<String>();
    names.addAll(List.of("key", "critical", "criticalLow", "criticalHigh", "steepness"));
    names.addAll(List.of("separated", "noCriticalBecause", "atKey", "at"));
    names.addAll(diagram.fixed().keySet());
    var text = new StringBuilder(Numbers.csv(names));
    addCritical(text, diagram);
    diagram.transposed().ifPresent(other -> addCritical(text, other));
    return text.toString();
  }

  private static void addCritical(StringBuilder text, PhaseDiagram diagram) {
    for (int row = 0; row < diagram.rows(); row++) {
      var line = new ArrayList<String>();
      line.add(diagram.across().key());
      addCritical(line, Laws.critical(diagram, row));
      line.add(diagram.upwards().map(Axis::key).orElse(""));
      int at = row;
      line.add(diagram.upwards().map(axis -> axis.texts().get(at)).orElse(""));
      line.addAll(diagram.fixed().values());
      text.append(Numbers.csv(line));
    }
  }

  private static void add(List<String> line, Fit<PowerLaw> fit) {
    switch (fit) {
      case Fit.Found<PowerLaw>(PowerLaw law) -> {
        line.add(Numbers.fitted(law.exponent()));
        line.add(Numbers.fitted(law.interval().low()));
        line.add(Numbers.fitted(law.interval().high()));
        line.add(Numbers.fitted(law.intercept()));
        line.add(Numbers.fitted(law.scatter()));
        line.add(law.lackOfFit().stream().mapToObj(Numbers::fitted).findFirst().orElse(""));
        line.add(Integer.toString(law.n()));
        line.add(Integer.toString(law.censored()));
        line.add("");
      }
      case Fit.Refused<PowerLaw>(String reason) ->
          line.addAll(List.of("", "", "", "", "", "", "", "", reason));
    }
  }

  private static void addCritical(List<String> line, Fit<CriticalValue> fit) {
    switch (fit) {
      case Fit.Found<CriticalValue>(CriticalValue value) -> {
        line.add(Numbers.fitted(value.value()));
        line.add(Numbers.fitted(value.interval().low()));
        line.add(Numbers.fitted(value.interval().high()));
        line.add(Numbers.fitted(value.steepness()));
        line.add(Boolean.toString(value.separated()));
        line.add("");
      }
      case Fit.Refused<CriticalValue>(String reason) ->
          line.addAll(List.of("", "", "", "", "", reason));
    }
  }
}
