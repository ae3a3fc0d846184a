package groklab.web.diagram;

import groklab.lab.phase.Verdict;
import groklab.study.diagram.Cell;
import groklab.study.diagram.MedianTime;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.statistics.Interval;
import groklab.study.statistics.Share;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the cells of a diagram look under one quantity, and the legend that explains it: the same in
/// every figure and on the page.
///
/// @param cells as the diagram has them
/// @param legend entries below each other
/// @param bar the scale of colours, if the quantity is a number
public record MapLook(List<Look> cells, List<Entry> legend, Optional<Bar> bar) {
  /// Median delays from here down look the same: the axis is a logarithm.
  private static final double SHORTEST = 1;

  /// @param lines what is written on it, where there is room: nothing to three lines
  public record Look(Fill fill, List<String> lines) {}

  public record Entry(Fill fill, String words) {}

  /// @param ticks along the bar
  public record Bar(String label, List<Tick> ticks) {}

  /// @param place from 0, the dark end, to 1
  public record Tick(double place, String label) {}

  public static MapLook of(PhaseDiagram diagram, Quantity quantity) {
    return switch (quantity) {
      case VERDICT -> verdicts(diagram);
      case GENERALISED ->
          times(diagram, diagram.cells().stream().map(Cell::generalised).toList(), quantity);
      case DELAY -> times(diagram, diagram.cells().stream().map(Cell::delay).toList(), quantity);
      case GROKKING ->
          shares(diagram, diagram.cells().stream().map(Cell::grokking).toList(), quantity);
      case GENERALISING ->
          shares(diagram, diagram.cells().stream().map(Cell::generalising).toList(), quantity);
    };
  }

  private static MapLook verdicts(PhaseDiagram diagram) {
    var shares = diagram.shares();
    var legend = new ArrayList<Entry>();
    for (var verdict : Verdict.values()) {
      legend.add(
          new Entry(
              new Fill.Plain(Colours.of(verdict)), verdict.label() + percent(shares.of(verdict))));
    }
    long failed = diagram.cells().stream().filter(Cell::isFailed).count();
    double failedShare = (double) failed / Math.max(1, shares.cells());
    legend.add(
        new Entry(new Fill.Hatched(), "not decided" + percent(shares.undecided() - failedShare)));
    if (failed > 0) {
      legend.add(new Entry(new Fill.Crossed(), "failed" + percent(failedShare)));
    }
    addBlank(diagram, legend);
    return new MapLook(
        diagram.cells().stream().map(MapLook::verdict).toList(), legend, Optional.empty());
  }

  private static Look verdict(Cell cell) {
    if (cell.isFailed()) {
      return new Look(new Fill.Crossed(), List.of("failed", of(cell.failed(), cell.n())));
    }
    return cell.verdict()
        .map(verdict ->
            new Look(
                new Fill.Plain(Colours.of(verdict)), List.of(of(cell.count(verdict), cell.n()))))
        .orElseGet(() -> new Look(new Fill.Hatched(), List.of("?")));
  }

  private static String of(int some, int all) {
    return some + "/" + all;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "  %.0f %%", 100 * Math.max(0, share));
  }

  private static void addBlank(PhaseDiagram diagram, List<Entry> legend) {
    if (diagram.cells().size() < diagram.rows() * diagram.columns()) {
      legend.add(new Entry(new Fill.Plain(Color.WHITE), "no runs"));
    }
  }

  private static MapLook times(
      PhaseDiagram diagram, List<Optional<MedianTime>> times, Quantity quantity) {
    var seen =
        times.stream()
            .flatMap(Optional::stream)
            .filter(time -> !time.censored())
            .mapToDouble(time -> Math.max(SHORTEST, time.steps()))
            .summaryStatistics();
    double low = seen.getCount() == 0 ? 1 : seen.getMin();
    double high = seen.getCount() == 0 ? 1 : seen.getMax();
    var looks = new ArrayList<Look>();
    boolean censored = false;
    boolean none = false;
    for (var time : times) {
      if (time.isEmpty()) {
        none = true;
        looks.add(new Look(absent(quantity), List.of("–")));
      } else if (time.orElseThrow().censored()) {
        censored = true;
        looks.add(
            new Look(
                new Fill.Hatched(), List.of("> " + Numbers.atLeast(time.orElseThrow().steps()))));
      } else {
        double place = place(Math.max(SHORTEST, time.orElseThrow().steps()), low, high);
        looks.add(
            new Look(new Fill.Plain(Colours.ramp(place)), List.of(steps(time.orElseThrow()))));
      }
    }
    var legend = new ArrayList<Entry>();
    if (censored) {
      legend.add(new Entry(new Fill.Hatched(), "later than the budget allows"));
    }
    if (none) {
      legend.add(
          new Entry(
              absent(quantity),
              quantity == Quantity.DELAY ? "no run memorised" : "all runs failed"));
    }
    addBlank(diagram, legend);
    var bar =
        seen.getCount() == 0
            ? Optional.<Bar>empty()
            : Optional.of(
                new Bar(
                    "steps (logarithmic)",
                    Ticks.logarithmic(low, high).stream()
                        .map(tick -> new Tick(place(tick, low, high), Numbers.steps(tick)))
                        .toList()));
    return new MapLook(looks, legend, bar);
  }

  private static Fill absent(Quantity quantity) {
    return quantity == Quantity.DELAY ? new Fill.Plain(Colours.GREY) : new Fill.Crossed();
  }

  private static String steps(MedianTime time) {
    return Numbers.steps(time.steps()).replaceFirst("^-", "−");
  }

  /// On the logarithm; in the middle where there is one value only.
  private static double place(double value, double low, double high) {
    return low == high ? 0.5 : StrictMath.log(value / low) / StrictMath.log(high / low);
  }

  private static String interval(Share share) {
    Interval wilson = share.interval();
    return Numbers.share(wilson.low()) + "–" + Numbers.share(wilson.high());
  }

  private static Look share(Share share) {
    return share.n() == 0
        ? new Look(new Fill.Hatched(), List.of("–", "n 0"))
        : new Look(
            new Fill.Plain(Colours.ramp(share.value())),
            List.of(Numbers.share(share.value()), "n " + share.n(), interval(share)));
  }

  private static MapLook shares(PhaseDiagram diagram, List<Share> shares, Quantity quantity) {
    var known = new HashMap<Share, Look>();
    var looks = shares.stream().map(share -> known.computeIfAbsent(share, MapLook::share)).toList();
    var legend = new ArrayList<Entry>();
    if (shares.stream().anyMatch(share -> share.n() == 0)) {
      legend.add(new Entry(new Fill.Hatched(), "no run is decided"));
    }
    addBlank(diagram, legend);
    var ticks =
        List.of(
            new Tick(0, "0"),
            new Tick(0.25, "0.25"),
            new Tick(0.5, "0.5"),
            new Tick(0.75, "0.75"),
            new Tick(1, "1"));
    return new MapLook(looks, legend, Optional.of(new Bar(quantity.label(), ticks)));
  }
}
