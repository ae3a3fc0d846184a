package groklab.web;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.web.figure.ChartFiles;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// The figure of a run for papers and slides: its criterion above, loss below, over log(step + 1),
/// as `curves.svg` and `curves.png`. It needs no display.
public final class CurvesFigure {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;

  /// Blue and vermilion of Okabe and Ito's palette; the lines differ in width as well. Not in
  /// dashes, because XChart starts the pattern anew at every probe.
  private static final Color TRAIN = new Color(0x0072b2);

  private static final Color VALIDATION = new Color(0xd55e00);
  private static final Color GRID = new Color(0xe2e2e2);
  private static final Color INK = new Color(0x222222);
  private static final String FONT = Font.SANS_SERIF;

  private CurvesFigure() {}

  /// Writes both files into the run directory and returns them, the SVG first.
  ///
  /// @throws IllegalArgumentException if nothing has been measured yet
  /// @throws groklab.lab.file.RunFileException if this is no run directory or a file in it
  ///     is damaged
  /// @throws IOException if a figure cannot be written
  public static List<Path> write(Path runDirectory) throws IOException {
    var run = RunData.read(RunDirectory.open(runDirectory));
    if (run.metrics().isEmpty()) {
      throw new IllegalArgumentException(
          ("%s has no probes yet, so there are no curves to draw; expected a run that has "
                  + "measured something")
              .formatted(runDirectory));
    }
    var above = criterion(run);
    var loss = loss(run);
    return ChartFiles.write(List.of(above, loss), runDirectory, "curves");
  }

  private static XYChart criterion(RunData run) {
    var criterion = run.criterion().criterion();
    var axis = criterion.axis();
    var chart = chart(run.title(), axis.label());
    addCurve(chart, run, Probe.TRAIN, run.values(Probe.TRAIN), TRAIN, axis.logarithmic());
    addCurve(
        chart, run, Probe.VALIDATION, run.values(Probe.VALIDATION), VALIDATION, axis.logarithmic());
    var styler = chart.getStyler();
    styler.setYAxisLogarithmic(axis.logarithmic());
    if (Double.isFinite(axis.low())) {
      styler.setYAxisMin(axis.low());
    }
    if (Double.isFinite(axis.high())) {
      styler.setYAxisMax(axis.high());
    }
    styler.setYAxisTickLabelsFormattingFunction(criterion::tick);
    return chart;
  }

  private static XYChart loss(RunData run) {
    var chart = chart("", "loss");
    addCurve(chart, run, Probe.TRAIN, column(run, Probe.TRAIN_LOSS), TRAIN, true);
    addCurve(chart, run, Probe.VALIDATION, column(run, Probe.VALIDATION_LOSS), VALIDATION, true);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(CurvesFigure::powerOfTen);
    return chart;
  }

  private static XYChart chart(String title, String yTitle) {
    var chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("optimiser step + 1 (log scale)")
            .yAxisTitle(yTitle)
            .theme(Styler.ChartTheme.XChart)
            .build();
    var styler = chart.getStyler();
    styler.setChartTitleVisible(!title.isEmpty());
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(new Font(FONT, Font.BOLD, 17));
    styler.setLegendFont(new Font(FONT, Font.PLAIN, 14));
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendSeriesLineLength(36);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartFontColor(INK);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(0.6f));
    styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 14));
    styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 13));
    styler.setXAxisLogarithmic(true);
    styler.setXAxisTickLabelsFormattingFunction(CurvesFigure::powerOfTen);
    return chart;
  }

  /// The values of a measure, NaN where it was not taken.
  private static double[] column(RunData run, String measure) {
    double[] values = new double[run.metrics().size()];
    Arrays.fill(values, Double.NaN);
    run.metrics()
        .column(measure)
        .ifPresent(column -> {
          for (int probe = 0; probe < values.length; probe++) {
            values[probe] = column.isFinite(probe) ? column.value(probe) : Double.NaN;
          }
        });
    return values;
  }

  /// A measure that was never taken, or has no value that the axis can show, has no curve.
  private static void addCurve(
      XYChart chart, RunData run, String name, double[] values, Color colour, boolean positive) {
    double[] shown =
        Arrays.stream(values)
            .map(value -> Double.isFinite(value) && (!positive || value > 0) ? value : Double.NaN)
            .toArray();
    if (Arrays.stream(shown).allMatch(Double::isNaN)) {
      return;
    }
    long[] steps = run.metrics().steps();
    double[] places = Arrays.stream(steps).mapToDouble(step -> step + 1.0).toArray();
    var series = chart.addSeries(name, places, shown);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(name.equals("train") ? 1.8f : 3f));
  }

  /// `1`, `1,000`, `1e-5`.
  private static String powerOfTen(double value) {
    return value >= 1 && value < 1e7
        ? String.format(Locale.ROOT, "%,.0f", value)
        : Words.value(value);
  }
}
