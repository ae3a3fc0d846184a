package groklab.web.diagram;

import groklab.study.diagram.PhaseDiagram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The lines above a figure: what it shows, of how many runs, and what holds for all of them.
public record Heading(String title, List<String> lines) {
  private static final double TITLE_HEIGHT = 24;
  private static final double LINE_HEIGHT = 17;

  static Heading of(PhaseDiagram diagram, Caption caption, String what, String note, double width) {
    var lines =
        sentences(diagram, caption, note).stream()
            .flatMap(sentence -> Pen.wrapped(sentence, Pen.TEXT, width).stream())
            .toList();
    return new Heading(caption.sweep() + ": " + what, lines);
  }

  /// Of how many runs, what is fixed, and what holds for all of them.
  public static List<String> sentences(PhaseDiagram diagram, Caption caption, String note) {
    var sentences = new ArrayList<String>();
    sentences.add((size(diagram) + " " + note).strip());
    if (!diagram.fixed().isEmpty()) {
      sentences.add(
          diagram.fixed().entrySet().stream()
              .map(e -> e.getKey() + " = " + e.getValue())
              .collect(Collectors.joining(", ", "At ", ".")));
    }
    if (!caption.terms().isBlank()) {
      sentences.add(caption.terms());
    }
    return sentences;
  }

  /// With one more sentence on lines of its own.
  Heading with(String sentence, double width) {
    var more = new ArrayList<>(lines);
    more.addAll(Pen.wrapped(sentence, Pen.TEXT, width));
    return new Heading(title, more);
  }

  /// `225 runs in 75 cells, 3 in each.`
  static String size(PhaseDiagram diagram) {
    int runs = diagram.runs().size();
    int fewest = diagram.seeds().getFirst();
    int most = diagram.seeds().getLast();
    String each =
        fewest == most
            ? "%d in each.".formatted(most)
            : "%d to %d in each.".formatted(fewest, most);
    return "%s in %s, %s"
        .formatted(
            Numbers.count(runs, "run", "runs"),
            Numbers.count(diagram.cells().size(), "cell", "cells"),
            each);
  }

  double height() {
    return 16 + TITLE_HEIGHT + LINE_HEIGHT * lines.size();
  }

  double width() {
    return Pen.width(title, Pen.TITLE);
  }

  void paint(Pen pen, double left) {
    double y = 20;
    pen.text(title, left, y, Pen.Align.LEFT, Pen.TITLE, Colours.INK);
    y += TITLE_HEIGHT;
    for (String line : lines) {
      pen.text(line, left, y, Pen.Align.LEFT, Pen.TEXT, Colours.MUTED);
      y += LINE_HEIGHT;
    }
  }
}
