package groklab.web.diagram;

import groklab.lab.phase.Verdict;
import groklab.study.diagram.Axis;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.diagram.Slice;
import groklab.web.figure.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a refinement has looked: each cell of the sweep where its numbers lie, squares those of
/// the grid, discs those that were run between them, in the colours of their verdicts.
final class RefinedPicture implements Picture {
  private static final int WIDTH = 900;
  private static final int PLOT_HEIGHT = 470;
  private static final double RIGHT = 190;
  private static final double SQUARE = 13;
  private static final double DISC = 7;

  private final PhaseDiagram diagram;
  private final List<Slice.Spot> spots;
  private final Heading heading;
  private final double left;

  /// @param diagram of the grid, both axes numbers
  RefinedPicture(PhaseDiagram diagram, List<Slice.Spot> spots, Caption caption) {
    this.diagram = diagram;
    this.spots = spots;
    long grid = spots.stream().filter(Slice.Spot::onGrid).count();
    heading =
        Heading.of(
                diagram,
                caption,
                "where the refinement looked",
                "%s more between them."
                    .formatted(Numbers.count(spots.size() - grid, "cell", "cells")),
                WIDTH - 2 * 18)
            .with("Gaps are halved where neighbours have different verdicts.", WIDTH - 2 * 18);
    left =
        56
            + diagram.upwards().orElseThrow().texts().stream()
                .mapToDouble(text -> Pen.width(text, Pen.SMALL))
                .max()
                .orElse(0);
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return (int) Math.ceil(heading.height()) + PLOT_HEIGHT + 70;
  }

  @Override
  public void paint(Graphics2D graphics) {
    var pen = new Pen(graphics);
    heading.paint(pen, 18);
    var box =
        new Rectangle2D.Double(left, heading.height() + 10, WIDTH - left - RIGHT, PLOT_HEIGHT);
    Axis across = diagram.across();
    Axis upwards = diagram.upwards().orElseThrow();
    axes(pen, box, across, upwards);
    for (boolean grid : new boolean[] {true, false}) {
      spots.stream()
          .filter(spot -> spot.onGrid() == grid)
          .forEach(spot ->
              mark(
                  pen,
                  x(box, across, spot.across()),
                  y(box, upwards, spot.upwards()),
                  spot.onGrid(),
                  spot.cell().verdict()));
    }
    pen.frame(box, Colours.MUTED);
    legend(pen, box);
  }

  private static void mark(Pen pen, double x, double y, boolean grid, Optional<Verdict> verdict) {
    double size = grid ? SQUARE : DISC;
    var square = new Rectangle2D.Double(x - size / 2, y - size / 2, size, size);
    var shape = grid ? square : new Ellipse2D.Double(x - size / 2, y - size / 2, size, size);
    pen.area(shape, verdict.map(Colours::of).orElse(Color.WHITE));
    pen.outline(shape, verdict.isPresent() ? Color.WHITE : Colours.MUTED, 1);
  }

  private static double share(Axis axis, double number) {
    boolean logarithmic = axis.spacing() == Axis.Spacing.LOGARITHMIC;
    double[] places =
        Arrays.stream(axis.numbers()).map(n -> logarithmic ? Math.log(n) : n).toArray();
    double low = places[0];
    double high = places[places.length - 1];
    double margin = 0.04 * Math.max(high - low, Double.MIN_NORMAL);
    double at = logarithmic ? Math.log(number) : number;
    return (at - low + margin) / (high - low + 2 * margin);
  }

  private static double x(Rectangle2D box, Axis axis, double number) {
    return box.getX() + box.getWidth() * share(axis, number);
  }

  private static double y(Rectangle2D box, Axis axis, double number) {
    return box.getMaxY() - box.getHeight() * share(axis, number);
  }

  private static void axes(Pen pen, Rectangle2D box, Axis across, Axis upwards) {
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < across.size(); i++) {
      double at = x(box, across, across.numbers()[i]);
      String text = across.ticks().get(i);
      pen.line(at, box.getY(), at, box.getMaxY(), Colours.GRID, 1);
      double half = Pen.width(text, Pen.SMALL) / 2;
      if (at - half > last + 6) {
        pen.text(text, at, box.getMaxY() + 13, Pen.Align.CENTRE, Pen.SMALL, Colours.INK);
        last = at + half;
      }
    }
    double above = Double.POSITIVE_INFINITY;
    for (int i = 0; i < upwards.size(); i++) {
      double at = y(box, upwards, upwards.numbers()[i]);
      pen.line(box.getX(), at, box.getMaxX(), at, Colours.GRID, 1);
      if (at < above - 15) {
        String text = upwards.ticks().get(i);
        pen.text(text, box.getX() - 7, at, Pen.Align.RIGHT, Pen.SMALL, Colours.INK);
        above = at;
      }
    }
    double below = box.getMaxY() + 34;
    String name = across.label();
    pen.text(name, box.getCenterX(), below, Pen.Align.CENTRE, Pen.TEXT, Colours.INK);
    pen.upwards(upwards.label(), 22, box.getCenterY(), Pen.TEXT, Colours.INK);
  }

  private static void legend(Pen pen, Rectangle2D box) {
    double x = box.getMaxX() + 28;
    double y = box.getY() + 10;
    for (Verdict verdict : Verdict.values()) {
      mark(pen, x, y, true, Optional.of(verdict));
      pen.text(verdict.label(), x + 16, y, Pen.Align.LEFT, Pen.TEXT, Colours.INK);
      y += 24;
    }
    mark(pen, x, y, true, Optional.empty());
    pen.text("not decided", x + 16, y, Pen.Align.LEFT, Pen.TEXT, Colours.INK);
    y += 34;
    mark(pen, x, y, true, Optional.of(Verdict.GROKKING));
    pen.text("cell of the grid", x + 16, y, Pen.Align.LEFT, Pen.TEXT, Colours.INK);
    y += 24;
    mark(pen, x, y, false, Optional.of(Verdict.GROKKING));
    pen.text("cell between", x + 16, y, Pen.Align.LEFT, Pen.TEXT, Colours.INK);
  }
}
