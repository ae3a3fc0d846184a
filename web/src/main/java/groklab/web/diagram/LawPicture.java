package groklab.web.diagram;

import groklab.study.diagram.Laws;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.statistics.Fit;
import groklab.study.statistics.Lifetime;
import groklab.study.statistics.PowerLaw;
import groklab.web.figure.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// T_grok of every run of one row over the value across, both on logarithms: discs, or upward
/// triangles where it had not come by then; the fitted power law with its band.
final class LawPicture implements Picture {
  private static final int WIDTH = 820;
  private static final int PLOT_HEIGHT = 420;
  private static final double LEFT = 84;
  private static final double RIGHT = 28;
  private static final double RADIUS = 4.5;
  private static final int POINTS_OF_A_LINE = 240;
  private static final Color BAND = new Color(0, 114, 178, 50);

  private final PhaseDiagram diagram;
  private final List<Lifetime> times;
  private final Fit<PowerLaw> fit;
  private final OptionalDouble end;
  private final Heading heading;
  private final double lowX;
  private final double highX;
  private final double lowT;
  private final double highT;

  /// @param row of the diagram, 0 in a strip
  /// @throws IllegalArgumentException if there is nothing to draw
  LawPicture(PhaseDiagram diagram, int row, Caption caption) {
    this.diagram = diagram;
    times = Laws.lifetimes(diagram, row);
    if (times.isEmpty()) {
      throw new IllegalArgumentException(
          "No run of this row has a value of %s above 0; expected numbers above 0 across"
              .formatted(diagram.across().key()));
    }
    fit = Laws.generalised(diagram, row);
    end = Laws.turningPoint(diagram, row);
    String where =
        diagram
            .upwards()
            .map(axis -> " at %s = %s".formatted(axis.key(), axis.ticks().get(row)))
            .orElse("");
    heading =
        Heading.of(diagram, caption, "T_grok" + where, shown(diagram, times.size()), WIDTH - 2 * 18)
            .with(words(fit) + turn(), WIDTH - 2 * 18);
    double decades = range(Lifetime::x, true) / range(Lifetime::x, false);
    double widerX = Math.max(1.15, Math.pow(decades, 0.06));
    lowX = range(Lifetime::x, false) / widerX;
    highX = range(Lifetime::x, true) * widerX;
    lowT = range(Lifetime::time, false) / 1.5;
    highT = range(Lifetime::time, true) * 1.5;
  }

  private static String shown(PhaseDiagram diagram, int runs) {
    String row = diagram.upwards().isPresent() ? " of this row" : "";
    return "Shown are the %s%s that memorised.".formatted(Numbers.count(runs, "run", "runs"), row);
  }

  private double range(ToDoubleFunction<Lifetime> number, boolean highest) {
    var range = times.stream().mapToDouble(number).summaryStatistics();
    return highest ? range.getMax() : range.getMin();
  }

  private String turn() {
    return turn(fit, end);
  }

  /// Up to where a law was fitted.
  static String turn(Fit<PowerLaw> fit, OptionalDouble end) {
    return end.isEmpty() || fit.found().isEmpty()
        ? ""
        : " Only up to %s, where the median is smallest."
            .formatted(Numbers.exact(end.getAsDouble()));
  }

  /// The law in one sentence, or why there is none.
  static String words(Fit<PowerLaw> fit) {
    return switch (fit) {
      case Fit.Refused<PowerLaw>(String reason) -> "No line: " + reason + ".";
      case Fit.Found<PowerLaw>(PowerLaw law) ->
          ("Fitted: T_grok ∝ x^%s, 95 %% from %s to %s; scatter of ln T %s; %s, and %s as longer."
                  + " %s")
              .formatted(
                  Numbers.hundredths(law.exponent()),
                  Numbers.hundredths(law.interval().low()),
                  Numbers.hundredths(law.interval().high()),
                  Numbers.hundredths(law.scatter()),
                  Numbers.count(law.n(), "time", "times"),
                  Numbers.count(law.censored(), "censored one", "censored ones"),
                  fit(law));
    };
  }

  private static String fit(PowerLaw law) {
    if (law.lackOfFit().isEmpty()) {
      return "Whether it is a power law was not tested: that needs several seeds at a value.";
    }
    double p = law.lackOfFit().getAsDouble();
    String chance = p < 0.001 ? "p < 0.001" : "p = " + Numbers.threeDigits(p);
    return law.isBent()
        ? "The medians bend away from it (lack of fit, %s): no one power holds.".formatted(chance)
        : "Nothing speaks against a power law (lack of fit, %s).".formatted(chance);
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return (int) Math.ceil(heading.height()) + PLOT_HEIGHT + 96;
  }

  @Override
  public void paint(Graphics2D graphics) {
    var pen = new Pen(graphics);
    heading.paint(pen, 18);
    var box =
        new Rectangle2D.Double(LEFT, heading.height() + 10, WIDTH - LEFT - RIGHT, PLOT_HEIGHT);
    axes(pen, box);
    fit.found().ifPresent(law -> line(pen, box, law));
    for (var time : times) {
      double x = x(box, time.x());
      double y = y(box, time.time());
      if (time.censored()) {
        pen.area(Pen.triangle(x, y, RADIUS + 2), Color.WHITE);
        pen.outline(Pen.triangle(x, y, RADIUS + 2), Colours.VERMILION, 1.6f);
      } else {
        disc(pen, x, y);
      }
    }
    pen.frame(box, Colours.MUTED);
    legend(pen, box);
  }

  private static void disc(Pen pen, double x, double y) {
    var disc = new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
    pen.area(disc, Colours.BLUE);
    pen.outline(disc, Color.WHITE, 1);
  }

  private double x(Rectangle2D box, double value) {
    return box.getX() + box.getWidth() * Math.log(value / lowX) / Math.log(highX / lowX);
  }

  private double y(Rectangle2D box, double value) {
    return box.getMaxY() - box.getHeight() * Math.log(value / lowT) / Math.log(highT / lowT);
  }

  private void axes(Pen pen, Rectangle2D box) {
    double last = Double.NEGATIVE_INFINITY;
    var across = diagram.across();
    for (var value : across.values()) {
      double number = value.number().orElse(Double.NaN);
      if (!(number >= lowX && number <= highX)) {
        continue;
      }
      double at = x(box, number);
      pen.line(at, box.getY(), at, box.getMaxY(), Colours.GRID, 1);
      double half = Pen.width(value.text(), Pen.SMALL) / 2;
      if (at - half > last + 6) {
        pen.text(value.text(), at, box.getMaxY() + 13, Pen.Align.CENTRE, Pen.SMALL, Colours.INK);
        last = at + half;
      }
    }
    for (double tick : Ticks.logarithmic(lowT, highT)) {
      double at = y(box, tick);
      pen.line(box.getX(), at, box.getMaxX(), at, Colours.GRID, 1);
      pen.text(
          Numbers.grouped(Math.round(tick)),
          box.getX() - 7,
          at,
          Pen.Align.RIGHT,
          Pen.SMALL,
          Colours.INK);
    }
    pen.text(
        across.key() + " (logarithmic)",
        box.getCenterX(),
        box.getMaxY() + 34,
        Pen.Align.CENTRE,
        Pen.TEXT,
        Colours.INK);
    pen.upwards("T_grok in steps (logarithmic)", 22, box.getCenterY(), Pen.TEXT, Colours.INK);
  }

  /// Over the x that were tried, cut where it leaves the picture.
  private void line(Pen pen, Rectangle2D box, PowerLaw law) {
    double from = range(Lifetime::x, false);
    double to = end.orElse(range(Lifetime::x, true));
    var band = new Path2D.Double();
    for (int i = 0; i <= POINTS_OF_A_LINE; i++) {
      double value = from * Math.pow(to / from, (double) i / POINTS_OF_A_LINE);
      move(band, i == 0, x(box, value), inside(box, law.medianInterval(value).high()));
    }
    for (int i = POINTS_OF_A_LINE; i >= 0; i--) {
      double value = from * Math.pow(to / from, (double) i / POINTS_OF_A_LINE);
      move(band, false, x(box, value), inside(box, law.medianInterval(value).low()));
    }
    band.closePath();
    pen.area(band, BAND);
    double first = within(law, from);
    double last = within(law, to);
    pen.line(
        x(box, first),
        y(box, law.median(first)),
        x(box, last),
        y(box, law.median(last)),
        Colours.BLUE,
        2);
  }

  /// An end of the line, which is straight here, or where it enters the picture.
  private double within(PowerLaw law, double x) {
    double time = Math.clamp(law.median(x), lowT, highT);
    return time == law.median(x)
        ? x
        : Math.exp((Math.log(time) - law.intercept()) / law.exponent());
  }

  private double inside(Rectangle2D box, double value) {
    return Math.clamp(y(box, value), box.getMinY(), box.getMaxY());
  }

  private static void move(Path2D path, boolean first, double x, double y) {
    if (first) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
  }

  private void legend(Pen pen, Rectangle2D box) {
    double y = box.getMaxY() + 64;
    double x = box.getX();
    disc(pen, x + 6, y);
    x = word(pen, "one run", x + 18, y);
    pen.outline(Pen.triangle(x + 6, y, RADIUS + 2), Colours.VERMILION, 1.6f);
    x = word(pen, "later than this, its last probe (censored)", x + 18, y);
    if (fit.found().isPresent()) {
      pen.area(new Rectangle2D.Double(x, y - 7, 26, 14), BAND);
      pen.line(x, y, x + 26, y, Colours.BLUE, 2);
      word(pen, "median of the fit and its 95 %", x + 34, y);
    }
  }

  private static double word(Pen pen, String text, double x, double y) {
    pen.text(text, x, y, Pen.Align.LEFT, Pen.TEXT, Colours.INK);
    return x + Pen.width(text, Pen.TEXT) + 26;
  }
}
