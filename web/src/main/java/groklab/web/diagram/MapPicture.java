package groklab.web.diagram;

import groklab.study.diagram.Axis;
import groklab.study.diagram.Cell;
import groklab.study.diagram.Laws;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.statistics.CriticalValue;
import groklab.web.figure.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The map of a diagram: one rectangle for each cell, all of the same size, with the legend at its
/// right. Ticks say the values; where values lie unevenly, so do the labels, not the cells.
final class MapPicture implements Picture {
  private static final double WIDEST_GRID = 640;
  private static final double HIGHEST_GRID = 460;
  private static final double TITLE_WIDTH = 760;
  private static final double MARGIN = 18;
  private static final double SWATCH = 16;
  private static final double BAR_HEIGHT = 160;

  private final PhaseDiagram diagram;
  private final MapLook look;
  private final Heading heading;
  private final Map<Integer, CriticalValue> critical = new TreeMap<>();
  private final double left;
  private final double cellWidth;
  private final double cellHeight;

  MapPicture(PhaseDiagram diagram, Quantity quantity, Caption caption) {
    this.diagram = diagram;
    look = MapLook.of(diagram, quantity);
    if (quantity == Quantity.GENERALISING) {
      for (int row = 0; row < diagram.rows(); row++) {
        int of = row;
        critical(diagram, row).ifPresent(value -> critical.put(of, value));
      }
    }
    heading = Heading.of(diagram, caption, quantity.title(), quantity.note(), TITLE_WIDTH);
    cellWidth = Math.clamp(WIDEST_GRID / diagram.columns(), 6, 84);
    double label = diagram.upwards().map(axis -> Pen.width(axis.key(), Pen.TEXT)).orElse(0.0);
    cellHeight =
        Math.max(Math.clamp(HIGHEST_GRID / diagram.rows(), 6, 52), (label + 8) / diagram.rows());
    left = MARGIN + diagram.upwards().map(axis -> 34 + widest(axis)).orElse(0.0);
  }

  private static double widest(Axis axis) {
    return axis.ticks().stream().mapToDouble(text -> Pen.width(text, Pen.SMALL)).max().orElse(0);
  }

  private double gridWidth() {
    return cellWidth * diagram.columns();
  }

  private double gridHeight() {
    return cellHeight * diagram.rows();
  }

  private double legendHeight() {
    return look.legend().size() * (SWATCH + 8)
        + (look.bar().isPresent() ? BAR_HEIGHT + 50 : 0)
        + (critical.isEmpty() ? 0 : 90);
  }

  private double legendWidth() {
    double words =
        look.legend().stream()
            .mapToDouble(entry -> Pen.width(entry.words(), Pen.TEXT) + 1.4 * SWATCH + 8)
            .max()
            .orElse(0);
    return Math.max(words, 170);
  }

  @Override
  public int width() {
    double needed = left + gridWidth() + 24 + legendWidth() + MARGIN;
    double text =
        heading.lines().stream().mapToDouble(line -> Pen.width(line, Pen.TEXT)).max().orElse(0);
    return (int) Math.ceil(Math.max(needed, 2 * MARGIN + Math.max(heading.width(), text)));
  }

  @Override
  public int height() {
    return (int)
        Math.ceil(heading.height() + 8 + Math.max(gridHeight() + 54, legendHeight()) + MARGIN);
  }

  @Override
  public void paint(Graphics2D graphics) {
    var pen = new Pen(graphics);
    heading.paint(pen, MARGIN);
    double top = heading.height() + 8;
    var grid = new Rectangle2D.Double(left, top, gridWidth(), gridHeight());
    for (int i = 0; i < diagram.cells().size(); i++) {
      cell(pen, grid, diagram.cells().get(i), look.cells().get(i));
    }
    pen.frame(grid, Colours.MUTED);
    across(pen, grid);
    diagram.upwards().ifPresent(axis -> upwards(pen, grid, axis));
    critical.forEach((row, value) -> mark(pen, grid, row, value));
    legend(pen, left + gridWidth() + 24, top);
  }

  private Rectangle2D box(Rectangle2D grid, int column, int row) {
    return new Rectangle2D.Double(
        grid.getX() + column * cellWidth,
        grid.getMaxY() - (row + 1) * cellHeight,
        cellWidth,
        cellHeight);
  }

  private void cell(Pen pen, Rectangle2D grid, Cell cell, MapLook.Look shown) {
    var box = box(grid, cell.column(), cell.row());
    pen.fill(box, shown.fill());
    if (Math.min(cellWidth, cellHeight) >= 14) {
      pen.frame(box, Color.WHITE);
    }
    List<String> lines =
        shown.lines().stream()
            .takeWhile(text -> Pen.width(text, Pen.SMALL) <= cellWidth - 4)
            .limit((long) (cellHeight - 2) / 14 - (critical.containsKey(cell.row()) ? 1 : 0))
            .toList();
    for (int i = 0; i < lines.size(); i++) {
      double y = box.getCenterY() + (i - (lines.size() - 1) / 2.0) * 14;
      onFill(pen, shown.fill(), lines.get(i), box.getCenterX(), y);
    }
  }

  /// Lines of a hatching would run through the letters.
  private static void onFill(Pen pen, Fill fill, String text, double x, double y) {
    if (!(fill instanceof Fill.Plain)) {
      double half = Pen.width(text, Pen.SMALL) / 2 + 2;
      var ground = fill instanceof Fill.Hatched ? Color.WHITE : Colours.GREY;
      pen.area(new Rectangle2D.Double(x - half, y - 7, 2 * half, 14), ground);
    }
    pen.text(text, x, y, Pen.Align.CENTRE, Pen.SMALL, fill.ink());
  }

  private void across(Pen pen, Rectangle2D grid) {
    var texts = diagram.across().ticks();
    int stride = (int) Math.ceil((widest(diagram.across()) + 8) / cellWidth);
    for (int i = 0; i < texts.size(); i += stride) {
      double x = grid.getX() + (i + 0.5) * cellWidth;
      pen.line(x, grid.getMaxY(), x, grid.getMaxY() + 4, Colours.MUTED, 1);
      pen.text(texts.get(i), x, grid.getMaxY() + 14, Pen.Align.CENTRE, Pen.SMALL, Colours.INK);
    }
    pen.text(
        diagram.across().key(),
        grid.getCenterX(),
        grid.getMaxY() + 36,
        Pen.Align.CENTRE,
        Pen.TEXT,
        Colours.INK);
  }

  private void upwards(Pen pen, Rectangle2D grid, Axis axis) {
    int stride = (int) Math.ceil(15 / cellHeight);
    for (int i = 0; i < axis.size(); i += stride) {
      double y = grid.getMaxY() - (i + 0.5) * cellHeight;
      pen.line(grid.getX() - 4, y, grid.getX(), y, Colours.MUTED, 1);
      pen.text(axis.ticks().get(i), grid.getX() - 7, y, Pen.Align.RIGHT, Pen.SMALL, Colours.INK);
    }
    pen.upwards(axis.key(), MARGIN + 6, grid.getCenterY(), Pen.TEXT, Colours.INK);
  }

  /// The x of even odds in one row and its interval, if it ends within the axis; the others are in
  /// the table of laws.
  private static Optional<CriticalValue> critical(PhaseDiagram diagram, int row) {
    return Laws.critical(diagram, row)
        .found()
        .filter(value -> {
          double[] numbers = diagram.across().numbers();
          return value.interval().low() >= numbers[0]
              && value.interval().high() <= numbers[numbers.length - 1];
        });
  }

  private void mark(Pen pen, Rectangle2D grid, int row, CriticalValue value) {
    double[] numbers = diagram.across().numbers();
    double x = grid.getX() + place(numbers, value.value()) * cellWidth;
    double low = grid.getX() + place(numbers, value.interval().low()) * cellWidth;
    double high = grid.getX() + place(numbers, value.interval().high()) * cellWidth;
    var box = box(grid, 0, row);
    mark(pen, List.of(low, x, high), box, value.separated());
  }

  /// @param at low end, value, high end
  private static void mark(Pen pen, List<Double> at, Rectangle2D row, boolean separated) {
    double y = row.getMaxY() - Math.min(7, row.getHeight() / 4);
    pen.line(at.get(0), y, at.get(2), y, Color.WHITE, 4.5f);
    if (separated) {
      pen.dashed(at.get(0), y, at.get(2), y, Color.BLACK, 2);
    } else {
      pen.line(at.get(0), y, at.get(2), y, Color.BLACK, 2);
    }
    double reach = Math.min(7, row.getHeight() / 4);
    pen.line(at.get(1), y - reach, at.get(1), y + reach, Color.WHITE, 6);
    pen.line(at.get(1), y - reach, at.get(1), y + reach, Color.BLACK, 3);
  }

  /// In cells from the left edge: linear, or in the logarithm, between the middles of two cells.
  private double place(double[] numbers, double value) {
    boolean logarithmic = diagram.across().spacing() == Axis.Spacing.LOGARITHMIC;
    for (int i = 1; i < numbers.length; i++) {
      if (value <= numbers[i]) {
        double share =
            logarithmic
                ? StrictMath.log(value / numbers[i - 1])
                    / StrictMath.log(numbers[i] / numbers[i - 1])
                : (value - numbers[i - 1]) / (numbers[i] - numbers[i - 1]);
        return i - 0.5 + share;
      }
    }
    return numbers.length - 0.5;
  }

  private void legend(Pen pen, double x, double top) {
    double y = top;
    if (look.bar().isPresent()) {
      y = bar(pen, look.bar().orElseThrow(), x, y);
    }
    for (var entry : look.legend()) {
      var box = new Rectangle2D.Double(x, y, 1.4 * SWATCH, SWATCH);
      pen.fill(box, entry.fill());
      pen.frame(box, Colours.MUTED);
      pen.text(
          entry.words(),
          box.getMaxX() + 8,
          box.getCenterY(),
          Pen.Align.LEFT,
          Pen.TEXT,
          Colours.INK);
      y += SWATCH + 8;
    }
    if (!critical.isEmpty()) {
      evenOdds(pen, x, y);
    }
  }

  /// What the marks mean that there are.
  private void evenOdds(Pen pen, double x, double top) {
    double y = top;
    for (boolean separated : new boolean[] {false, true}) {
      if (critical.values().stream().anyMatch(value -> value.separated() == separated)) {
        mark(pen, List.of(x, x + 15, x + 30), new Rectangle2D.Double(x, y + 2, 30, 24), separated);
        String what = separated ? "a gap, or one value with" : "even odds along the row";
        String more = separated ? "both, parts the row" : "and 95 %, logistic fit";
        words(pen, x + 38, y + 8, what, more);
        y += 42;
      }
    }
  }

  private static void words(Pen pen, double x, double y, String first, String second) {
    Font font = Pen.SMALL;
    pen.text(first, x, y, Pen.Align.LEFT, font, Colours.INK);
    pen.text(second, x, y + 14, Pen.Align.LEFT, font, Colours.INK);
  }

  private static double bar(Pen pen, MapLook.Bar bar, double x, double top) {
    pen.text(bar.label(), x, top + 6, Pen.Align.LEFT, Pen.TEXT, Colours.INK);
    double from = top + 22;
    int slices = 80;
    double height = BAR_HEIGHT / slices;
    for (int i = 0; i < slices; i++) {
      pen.area(
          new Rectangle2D.Double(x, from + BAR_HEIGHT - (i + 1) * height, SWATCH, height + 0.3),
          Colours.ramp((i + 0.5) / slices));
    }
    pen.frame(new Rectangle2D.Double(x, from, SWATCH, BAR_HEIGHT), Colours.MUTED);
    for (var tick : bar.ticks()) {
      double y = from + (1 - tick.place()) * BAR_HEIGHT;
      pen.line(x + SWATCH, y, x + SWATCH + 4, y, Colours.MUTED, 1);
      pen.text(tick.label(), x + SWATCH + 8, y, Pen.Align.LEFT, Pen.SMALL, Colours.INK);
    }
    return from + BAR_HEIGHT + 20;
  }
}
