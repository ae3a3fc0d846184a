package groklab.web.diagram;

import groklab.web.diagram.Panel.Band;
import groklab.web.diagram.Panel.Curve;
import groklab.web.diagram.Panel.Mark;
import groklab.web.figure.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Panels in rows of three over log(step + 1). Curves are drawn with as few points as the eye
/// needs, so that an SVG of many runs stays small.
final class PanelsPicture implements Picture {
  private static final int COLUMNS = 3;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 200;
  private static final int FOOT = 14;
  private static final double LEFT = 58;
  private static final double RIGHT = 12;
  private static final double TOP = 26;
  private static final double BOTTOM = 26;
  private static final double HEAD = 62;
  private static final double TOLERANCE = 0.5;
  private static final Color BAND = new Color(0xe3eddd);
  private static final Color THIN_UNSEEN = new Color(0xeeb08a);

  private final String title;
  private final List<Panel> panels;

  PanelsPicture(String title, List<Panel> panels) {
    this.title = title;
    this.panels = List.copyOf(panels);
  }

  @Override
  public int width() {
    return WIDTH * Math.max(2, Math.min(COLUMNS, panels.size()));
  }

  @Override
  public int height() {
    return (int) HEAD + FOOT + HEIGHT * ((panels.size() + COLUMNS - 1) / COLUMNS);
  }

  @Override
  public void paint(Graphics2D graphics) {
    var pen = new Pen(graphics);
    pen.text(title, 14, 20, Pen.Align.LEFT, Pen.TITLE, Colours.INK);
    legend(pen);
    for (int i = 0; i < panels.size(); i++) {
      double x = i % COLUMNS * WIDTH;
      int row = i / COLUMNS;
      double y = HEAD + row * HEIGHT;
      var box =
          new Rectangle2D.Double(x + LEFT, y + TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
      new Plot(pen, panels.get(i), box, i + COLUMNS >= panels.size()).paint();
    }
  }

  private static void legend(Pen pen) {
    double y = 44;
    double x = 14;
    x = key(pen, x, y, Colours.VERMILION, 2.6f, "unseen, median");
    x = key(pen, x, y, THIN_UNSEEN, 0.9f, "each seed");
    x = key(pen, x, y, Colours.BLUE, 1.6f, "train, median");
    pen.area(new Rectangle2D.Double(x, y - 5, 22, 10), BAND);
    pen.text("claimed band", x + 28, y, Pen.Align.LEFT, Pen.SMALL, Colours.INK);
    x += 40 + Pen.width("claimed band", Pen.SMALL);
    pen.dashed(x, y, x + 22, y, Colours.MUTED, 1);
    pen.text("median time of an event", x + 28, y, Pen.Align.LEFT, Pen.SMALL, Colours.INK);
  }

  private static double key(Pen pen, double x, double y, Color colour, float width, String text) {
    pen.line(x, y, x + 22, y, colour, width);
    pen.text(text, x + 28, y, Pen.Align.LEFT, Pen.SMALL, Colours.INK);
    return x + 40 + Pen.width(text, Pen.SMALL);
  }

  /// One panel at its place.
  private static final class Plot {
    private final Pen pen;
    private final Panel panel;
    private final Rectangle2D box;
    private final double end;
    private final double low;
    private final double high;
    private final boolean bottom;

    /// @param bottom whether no panel is below it
    Plot(Pen pen, Panel panel, Rectangle2D box, boolean bottom) {
      this.bottom = bottom;
      this.pen = pen;
      this.panel = panel;
      this.box = box;
      end = Math.log1p((double) Math.max(10, panel.end()));
      var values =
          Stream.concat(panel.unseen().stream(), panel.train().stream())
              .flatMapToDouble(curve -> DoubleStream.of(curve.values()));
      var bands =
          panel.bands().stream()
              .filter(band -> !band.steps())
              .flatMapToDouble(band -> DoubleStream.of(band.low(), band.high()));
      var range =
          DoubleStream.concat(values, bands)
              .filter(value -> Double.isFinite(value) && (!panel.logarithmic() || value > 0))
              .summaryStatistics();
      boolean share =
          !panel.logarithmic()
              && (panel.measure().equals("accuracy")
                  || (range.getMin() >= 0 && range.getMax() <= 1 && range.getMax() > 0.3));
      double spread = range.getMax() - range.getMin();
      // a curve that never moves lies in the middle
      double room = spread > 0 ? 0.04 * spread : Math.max(0.5, 0.5 * Math.abs(range.getMax()));
      low = share ? -0.03 : panel.logarithmic() ? range.getMin() * 0.8 : range.getMin() - room;
      high = share ? 1.03 : panel.logarithmic() ? range.getMax() * 1.25 : range.getMax() + room;
    }

    void paint() {
      panel.bands().forEach(this::band);
      axes();
      for (int i = 0; i < panel.marks().size(); i++) {
        mark(panel.marks().get(i), i);
      }
      panel.unseen().forEach(curve -> curve(curve, THIN_UNSEEN, 0.9f));
      if (!panel.train().isEmpty()) {
        curve(Panel.median(panel.train()), Colours.BLUE, 1.6f);
      }
      curve(Panel.median(panel.unseen()), Colours.VERMILION, 2.6f);
      pen.frame(box, Colours.LINES);
      pen.text(
          panel.title(),
          box.getX(),
          box.getY() - 12,
          Pen.Align.LEFT,
          Pen.SMALL.deriveFont(Font.BOLD),
          Colours.INK);
    }

    private double x(double step) {
      double place = box.getWidth() * Math.clamp(Math.log1p(step) / end, 0, 1);
      return round(box.getX() + place);
    }

    private double y(double value) {
      double share =
          panel.logarithmic()
              ? Math.log(Math.max(low, value) / low) / Math.log(high / low)
              : (value - low) / (high - low);
      return round(box.getMaxY() - box.getHeight() * Math.clamp(share, 0, 1));
    }

    private static double round(double place) {
      return Math.rint(place * 10) / 10;
    }

    private void band(Band band) {
      if (band.steps()) {
        double from = x(Math.max(0, band.low()));
        double to = x(band.high());
        pen.area(
            new Rectangle2D.Double(from, box.getY(), Math.max(1, to - from), box.getHeight()),
            BAND);
      } else {
        double from = y(band.high());
        double to = y(band.low());
        pen.area(
            new Rectangle2D.Double(box.getX(), from, box.getWidth(), Math.max(1, to - from)), BAND);
      }
    }

    private void axes() {
      List<Double> values = ticks();
      for (long step = 1; step <= panel.end() * 1.0001; step *= 10) {
        pen.line(x((double) step), box.getY(), x((double) step), box.getMaxY(), Colours.GRID, 0.6f);
      }
      for (double value : values) {
        pen.line(box.getX(), y(value), box.getMaxX(), y(value), Colours.GRID, 0.6f);
      }
      for (long step = 1; step <= panel.end() * 1.0001; step *= 10) {
        String text = String.format(Locale.ROOT, "%,d", step);
        pen.text(
            text, x((double) step), box.getMaxY() + 11, Pen.Align.CENTRE, Pen.SMALL, Colours.MUTED);
      }
      for (double value : values) {
        pen.text(tick(value), box.getX() - 5, y(value), Pen.Align.RIGHT, Pen.SMALL, Colours.MUTED);
      }
      if (bottom) {
        pen.text(
            "optimiser step, over log(step + 1)",
            box.getCenterX(),
            box.getMaxY() + 26,
            Pen.Align.CENTRE,
            Pen.SMALL,
            Colours.MUTED);
      }
      pen.upwards(panel.measure(), box.getX() - 45, box.getCenterY(), Pen.SMALL, Colours.INK);
    }

    private List<Double> ticks() {
      if (panel.logarithmic()) {
        List<Double> all = Ticks.logarithmic(low, high);
        int every = (all.size() + 4) / 5;
        return all.stream().filter(value -> all.indexOf(value) % every == 0).toList();
      }
      double rough = (high - low) / 4;
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double step =
          DoubleStream.of(1, 2, 5, 10)
              .map(factor -> factor * power)
              .filter(each -> each >= rough * 0.999)
              .findFirst()
              .orElse(rough);
      List<Double> ticks = new ArrayList<>();
      for (double value = Math.ceil(low / step) * step; value <= high; value += step) {
        ticks.add(value);
      }
      return ticks;
    }

    private static String tick(double value) {
      double size = Math.abs(value);
      if (size < 1e-9) {
        return "0";
      }
      if (size < 1e-3 || size >= 1e5) {
        return String.format(Locale.ROOT, "%.0e", value).replaceAll("e([+-])0?", "e$1");
      }
      return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }

    private void mark(Mark mark, int place) {
      double x = x(mark.step());
      pen.dashed(x, box.getY(), x, box.getMaxY(), Colours.MUTED, 1);
      double width = Pen.width(mark.name(), Pen.SMALL);
      boolean left = x + 6 + width > box.getMaxX();
      double y = box.getY() + 12 + 14 * place;
      double from = left ? x - 4 - width : x + 2;
      pen.area(new Rectangle2D.Double(round(from), y - 6, round(width + 2), 13), Color.WHITE);
      pen.text(
          mark.name(),
          left ? x - 3 : x + 3,
          y,
          left ? Pen.Align.RIGHT : Pen.Align.LEFT,
          Pen.SMALL,
          Colours.INK);
    }

    private void curve(Curve curve, Color colour, float width) {
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < curve.steps().length; i++) {
        double value = curve.values()[i];
        if (!panel.logarithmic() || value > 0) {
          points.add(new double[] {x((double) curve.steps()[i]), y(value)});
        }
      }
      if (points.isEmpty()) {
        return;
      }
      var path = new Path2D.Double();
      path.moveTo(points.getFirst()[0], points.getFirst()[1]);
      simplify(points, 0, points.size() - 1, path);
      pen.outline(path, colour, width);
    }

    /// Adds what the straight line between two points would miss (Ramer, Douglas, Peucker).
    private static void simplify(List<double[]> points, int from, int to, Path2D path) {
      double[] a = points.get(from);
      double[] b = points.get(to);
      double length = Math.max(1e-9, Math.hypot(b[0] - a[0], b[1] - a[1]));
      int farthest = from;
      double distance = TOLERANCE;
      for (int i = from + 1; i < to; i++) {
        double[] p = points.get(i);
        double off =
            Math.abs((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])) / length;
        if (off > distance) {
          distance = off;
          farthest = i;
        }
      }
      if (farthest == from) {
        path.lineTo(b[0], b[1]);
        return;
      }
      simplify(points, from, farthest, path);
      simplify(points, farthest, to, path);
    }
  }
}
