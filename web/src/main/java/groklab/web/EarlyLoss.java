package groklab.web;

import groklab.lab.spec.TrainingSpec.Batch;
import groklab.lab.trace.LossTrace;
import groklab.lab.trace.Oscillation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// The training loss at every one of the first steps, as a picture and in words.
///
/// @param words one or two sentences
/// @param picture SVG: the loss, and beside it its oscillation by period, if that is known
record EarlyLoss(String words, String picture) {
  private static final int HEIGHT = 250;
  private static final int TOP = 12;
  private static final int BOTTOM = 205;

  /// Energies further below the highest one are drawn at the lower edge.
  private static final double DEPTH = 1e-8;

  /// Empty = the run has kept no losses of its first steps, or only one yet.
  static Optional<EarlyLoss> of(RunData run) {
    return trace(run)
        .map(losses -> {
          var oscillation = Oscillation.of(losses);
          var svg = new StringBuilder();
          svg.append("<svg viewBox=\"0 0 1040 %d\" role=\"img\">".formatted(HEIGHT));
          svg.append("<title>Training loss of each of the first steps</title>");
          svg.append(curve(losses));
          oscillation.ifPresent(seen -> svg.append(spectrum(seen)));
          svg.append("</svg>");
          String words =
              oscillation
                  .map(seen -> words(run, seen))
                  .orElse("The training loss of each of the first steps, on the step's own batch.");
          return new EarlyLoss(words, svg.toString());
        });
  }

  /// Empty = it is not known.
  static Optional<Oscillation> oscillation(RunData run) {
    return trace(run).flatMap(Oscillation::of);
  }

  private static Optional<LossTrace> trace(RunData run) {
    return run.source()
        .readLosses(Oscillation.STEPS)
        .filter(losses -> losses.first() == 0 && losses.losses().length > 1);
  }

  static String words(RunData run, Oscillation seen) {
    boolean noisy = !(run.spec().training().batch() instanceof Batch.Full);
    return ("In its first %d steps the training loss swings with an energy of %s in periods of up"
            + " to %d steps, %s (Hjorth activity %s, mobility %s, complexity %s; arXiv"
            + " 2306.13253).%s")
        .formatted(
            Oscillation.STEPS,
            Words.value(seen.energy()),
            Oscillation.LONGEST_PERIOD,
            seen.strongestPeriod() < Oscillation.LONGEST_PERIOD
                ? "most of all in %s steps".formatted(Words.value(seen.strongestPeriod()))
                : "mostly because it falls that fast",
            Words.value(seen.activity()),
            Words.value(seen.mobility()),
            Words.value(seen.complexity()),
            noisy ? " The noise of its batches is part of that." : "");
  }

  // --- the picture -------------------------------------------------------------------------------

  /// An axis from one place in the picture to another.
  private record Axis(double from, double to, boolean log, double begin, double end) {
    double at(double value) {
      double share =
          log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
      return begin + Math.clamp(share, 0, 1) * (end - begin);
    }

    /// Round numbers on it, few enough to be read.
    List<Double> ticks() {
      var ticks = new ArrayList<Double>();
      if (!log) {
        double step = Math.pow(10, Math.floor(Math.log10(to - from)));
        step = (to - from) / step < 2.5 ? step / 2 : step;
        for (double tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
          ticks.add(tick);
        }
        return ticks;
      }
      int decades = (int) Math.ceil(Math.log10(to / from));
      int each = Math.max(1, (int) Math.ceil(decades / 5.0));
      for (int power = (int) Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
        for (int digit : decades <= 2 ? new int[] {1, 2, 5} : new int[] {1}) {
          double tick = Double.parseDouble(digit + "e" + power);
          if (tick >= from && tick <= to && Math.floorMod(power, each) == 0) {
            ticks.add(tick);
          }
        }
      }
      return ticks;
    }
  }

  private static String curve(LossTrace trace) {
    double[] losses = trace.losses();
    var finite = IntStream.range(0, losses.length).filter(i -> Double.isFinite(losses[i]));
    var range = finite.mapToDouble(i -> losses[i]).summaryStatistics();
    if (range.getCount() == 0) {
      return "";
    }
    double low = range.getMin();
    double high = range.getMax() > low ? range.getMax() : low + 1;
    var x = new Axis(0, losses.length - 1, false, 60, 590);
    var y = new Axis(low, high, low > 0, BOTTOM, TOP);
    return axes(x, y, "step", "training loss")
        + path(
            losses.length, x::at, i -> Double.isFinite(losses[i]) ? y.at(losses[i]) : Double.NaN);
  }

  private static String spectrum(Oscillation seen) {
    double[] energies = seen.energies();
    double high = IntStream.range(0, energies.length).mapToDouble(i -> energies[i]).max().orElse(1);
    var x = new Axis(2, 2 * Oscillation.STEPS, true, 690, 1020);
    var y = new Axis(high * DEPTH, high, true, BOTTOM, TOP);
    double trend = x.at(Oscillation.LONGEST_PERIOD);
    return String.format(
            Locale.ROOT,
            "<rect class=\"trend\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>"
                + "<text x=\"1014\" y=\"%d\" text-anchor=\"end\">trend</text>",
            trend,
            TOP,
            x.end() - trend,
            BOTTOM - TOP,
            BOTTOM - 8)
        + axes(x, y, "period in steps", "energy")
        + path(
            energies.length,
            i -> x.at(Oscillation.period(i + 1)),
            i -> y.at(Math.max(energies[i], high * DEPTH)));
  }

  private static String axes(Axis x, Axis y, String below, String beside) {
    var svg = new StringBuilder();
    for (double tick : x.ticks()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
              x.at(tick),
              BOTTOM + 17,
              Words.value(tick)));
    }
    for (double tick : y.ticks()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%1$.1f\" x2=\"%2$.1f\" y1=\"%3$.1f\" y2=\"%3$.1f\"/>"
                  + "<text x=\"%4$.1f\" y=\"%5$.1f\" text-anchor=\"end\">%6$s</text>",
              x.begin(),
              x.end(),
              y.at(tick),
              x.begin() - 6,
              y.at(tick) + 4,
              Words.value(tick)));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s, by %s</text>",
            (x.begin() + x.end()) / 2,
            HEIGHT - 8,
            Words.sentence(beside),
            below));
    return svg.toString();
  }

  /// A line with gaps where there is no number.
  private static String path(int points, IntToDoubleFunction x, IntToDoubleFunction y) {
    var line = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < points; i++) {
      double height = y.applyAsDouble(i);
      if (!Double.isNaN(height)) {
        line.append(drawing ? 'L' : 'M')
            .append(String.format(Locale.ROOT, "%.1f %.1f", x.applyAsDouble(i), height));
      }
      drawing = !Double.isNaN(height);
    }
    return "<path d=\"" + line + "\"/>";
  }
}
