package groklab.web.diagram;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// The few strokes that pictures of sweeps are made of. Shapes only, no clips and no rasters, so
/// that an SVG of them stays small and holds no link.
final class Pen {
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  private static final double HATCH = 6;

  /// Widths that grow with the size of a picture, and are the same in PNG and SVG.
  private static final FontRenderContext UNHINTED =
      new FontRenderContext(new AffineTransform(), true, true);

  private final Graphics2D graphics;

  Pen(Graphics2D graphics) {
    this.graphics = graphics;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /// Where a text lies beside the point that it is put at.
  enum Align {
    LEFT(0),
    CENTRE(0.5),
    RIGHT(1);

    private final double share;

    Align(double share) {
      this.share = share;
    }
  }

  static double width(String text, Font font) {
    return font.getStringBounds(text, UNHINTED).getWidth();
  }

  /// Words on as many lines as they need.
  static List<String> wrapped(String text, Font font, double width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && width(line + " " + word, font) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /// @param y of the middle of the small letters
  void text(String text, double x, double y, Align align, Font font, Color colour) {
    graphics.setFont(font);
    graphics.setColor(colour);
    double left = x - align.share * width(text, font);
    graphics.drawString(text, (float) left, (float) (y + 0.36 * font.getSize2D()));
  }

  /// From bottom to top, centred on a height.
  void upwards(String text, double x, double y, Font font, Color colour) {
    graphics.translate(x, y);
    graphics.rotate(-Math.PI / 2);
    text(text, 0, 0, Align.CENTRE, font, colour);
    graphics.rotate(Math.PI / 2);
    graphics.translate(-x, -y);
  }

  void line(double x0, double y0, double x1, double y1, Color colour, float width) {
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(new Line2D.Double(x0, y0, x1, y1));
  }

  void dashed(double x0, double y0, double x1, double y1, Color colour, float width) {
    graphics.setColor(colour);
    graphics.setStroke(
        new BasicStroke(
            width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 3}, 0));
    graphics.draw(new Line2D.Double(x0, y0, x1, y1));
  }

  void frame(Rectangle2D box, Color colour) {
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(box);
  }

  void fill(Rectangle2D box, Fill fill) {
    switch (fill) {
      case Fill.Plain(Color colour) -> area(box, colour);
      case Fill.Hatched _ -> {
        area(box, Color.WHITE);
        rising(box, Colours.LINES);
      }
      case Fill.Crossed _ -> {
        area(box, Colours.GREY);
        rising(box, Colours.DARK_LINES);
        falling(box, Colours.DARK_LINES);
      }
    }
  }

  void area(Shape shape, Color colour) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  void outline(Shape shape, Color colour, float width) {
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }

  /// Lines x + y = constant, cut at the edges of the box; they meet those of its neighbours.
  private void rising(Rectangle2D box, Color colour) {
    var path = new Path2D.Double();
    double first = Math.ceil((box.getMinX() + box.getMinY()) / HATCH) * HATCH;
    for (double sum = first; sum < box.getMaxX() + box.getMaxY(); sum += HATCH) {
      double left = Math.max(box.getMinX(), sum - box.getMaxY());
      double right = Math.min(box.getMaxX(), sum - box.getMinY());
      path.moveTo(left, sum - left);
      path.lineTo(right, sum - right);
    }
    outline(path, colour, 1);
  }

  /// Lines x − y = constant.
  private void falling(Rectangle2D box, Color colour) {
    var path = new Path2D.Double();
    double first = Math.ceil((box.getMinX() - box.getMaxY()) / HATCH) * HATCH;
    for (double rest = first; rest < box.getMaxX() - box.getMinY(); rest += HATCH) {
      double left = Math.max(box.getMinX(), rest + box.getMinY());
      double right = Math.min(box.getMaxX(), rest + box.getMaxY());
      path.moveTo(left, left - rest);
      path.lineTo(right, right - rest);
    }
    outline(path, colour, 1);
  }

  /// An upward triangle about a point.
  static Path2D triangle(double x, double y, double radius) {
    var path = new Path2D.Double();
    path.moveTo(x, y - radius);
    path.lineTo(x + 0.9 * radius, y + 0.7 * radius);
    path.lineTo(x - 0.9 * radius, y + 0.7 * radius);
    path.closePath();
    return path;
  }
}
