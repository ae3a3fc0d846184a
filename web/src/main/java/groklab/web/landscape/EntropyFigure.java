package groklab.web.landscape;

import groklab.lab.file.AtomicFile;
import groklab.lab.rundir.RunDirectory;
import groklab.measures.frame.EntropyLandscape;
import groklab.measures.frame.EntropyLandscape.Bins;
import groklab.web.figure.ChartFiles;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// The entropy that a sampling run has built up, as `entropy.csv`, `entropy.svg` and `entropy.png`:
/// a curve over ln(training loss), or a map over ln(training loss) and accuracy.
public final class EntropyFigure {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final Color INK = new Color(0x222222);
  private static final Color LINE = new Color(0x0072b2);

  /// From few weights to many; the same order in grey.
  private static final Color[] SHADES = {
    new Color(0x440154),
    new Color(0x3b528b),
    new Color(0x21918c),
    new Color(0x5ec962),
    new Color(0xfde725)
  };

  private static final String LOSS = "ln(training loss)";
  private static final String ACCURACY = "smoothed accuracy";
  private static final String ENTROPY = "entropy in nats, mean 0";

  private EntropyFigure() {}

  /// Writes the files into the run directory, if its newest checkpoint holds an entropy.
  ///
  /// @return the files written, none if there is no entropy
  /// @throws IOException if a file cannot be written
  public static List<Path> write(RunDirectory run) throws IOException {
    Optional<EntropyLandscape> held = run.latestCheckpoint().flatMap(EntropyLandscape::in);
    if (held.isEmpty()) {
      return List.of();
    }
    EntropyLandscape landscape = held.orElseThrow();
    var csv = run.path().resolve("entropy.csv");
    AtomicFile.write(csv, csv(landscape));
    var files = new ArrayList<>(List.of(csv));
    String title =
        String.format(
            Locale.ROOT,
            "%s, seed %d: entropy of its losses (flatness of visits %.2f)",
            run.readSpec().name(),
            run.readSpec().seed(),
            landscape.flatness());
    Chart<?, ?> chart =
        landscape
            .accuracy()
            .<Chart<?, ?>>map(bins -> map(title, landscape, bins))
            .orElseGet(() -> curve(title, landscape));
    files.addAll(ChartFiles.write(List.of(chart), run.path(), "entropy"));
    return files;
  }

  /// One line for each bin; a bin that was never visited has no entropy.
  static String csv(EntropyLandscape landscape) {
    var lines = new ArrayList<String>();
    lines.add(
        "ln loss" + landscape.accuracy().map(_ -> ",accuracy").orElse("") + ",entropy,visits");
    int columns = landscape.accuracy().map(Bins::count).orElse(1);
    for (int i = 0; i < landscape.entropy().length; i++) {
      int at = i;
      double entropy = landscape.entropy()[i];
      lines.add(
          LandscapeJson.rounded(landscape.loss().centre(i / columns))
              + landscape
                  .accuracy()
                  .map(bins -> "," + LandscapeJson.rounded(bins.centre(at % columns)))
                  .orElse("")
              + ","
              + (Double.isNaN(entropy) ? "" : LandscapeJson.rounded(entropy))
              + ","
              + (long) landscape.visits()[i]);
    }
    return String.join("\n", lines) + "\n";
  }

  private static XYChart curve(String title, EntropyLandscape landscape) {
    var chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(LOSS)
            .yAxisTitle(ENTROPY)
            .theme(Styler.ChartTheme.XChart)
            .build();
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisDecimalPattern("0.00");
    double[] places =
        IntStream.range(0, landscape.loss().count())
            .mapToDouble(landscape.loss()::centre)
            .toArray();
    var series = chart.addSeries("entropy", places, landscape.entropy());
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(LINE);
    series.setLineStyle(new BasicStroke(2.5f));
    return chart;
  }

  private static HeatMapChart map(String title, EntropyLandscape landscape, Bins accuracy) {
    var chart =
        new HeatMapChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(LOSS)
            .yAxisTitle(ACCURACY)
            .theme(Styler.ChartTheme.XChart)
            .build();
    style(chart.getStyler());
    chart.getStyler().setRangeColors(SHADES);
    chart.getStyler().setShowValue(false);
    var range = Arrays.stream(landscape.entropy()).filter(Double::isFinite).summaryStatistics();
    chart.getStyler().setMin(Math.floor(range.getMin()));
    chart.getStyler().setMax(Math.ceil(range.getMax()));
    chart.getStyler().setXAxisMaxLabelCount(11);
    List<Number[]> cells = new ArrayList<>();
    for (int i = 0; i < landscape.entropy().length; i++) {
      if (!Double.isNaN(landscape.entropy()[i])) {
        cells.add(
            new Number[] {i / accuracy.count(), i % accuracy.count(), landscape.entropy()[i]});
      }
    }
    chart.addSeries("entropy", labels(landscape.loss()), labels(accuracy), cells);
    return chart;
  }

  private static List<String> labels(Bins bins) {
    return IntStream.range(0, bins.count())
        .mapToObj(i -> String.format(Locale.ROOT, "%.2f", bins.centre(i)))
        .toList();
  }

  private static void style(Styler styler) {
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartFontColor(INK);
  }
}
