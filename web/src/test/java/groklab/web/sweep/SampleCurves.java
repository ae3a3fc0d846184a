package groklab.web.sweep;

import groklab.study.diagram.PhaseDiagram;
import groklab.study.sweep.Outcome;
import groklab.web.diagram.SampleSweep;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Curves that fit an outcome: probes on a logarithm of steps, each curve rising at its time.
public final class SampleCurves {
  private SampleCurves() {}

  static RunDetail detail(Outcome run) {
    return new RunDetail(
        curves(run, 150),
        "%08x".formatted(run.id().hashCode()),
        "groklab run addition-23 --set %s=%s --seed %d"
            .formatted(SampleSweep.DECAY, run.settings().get(SampleSweep.DECAY), run.seed()));
  }

  static Curves curves(Outcome run, int probes) {
    long[] steps =
        LongStream.concat(
                LongStream.of(0),
                IntStream.range(0, probes)
                    .mapToLong(i -> Math.round(Math.pow((double) run.steps(), (i + 1.0) / probes))))
            .distinct()
            .toArray();
    var random = new Random(run.seed());
    double[] train = curve(steps, run.memorised().first().orElse(1_000_000), random);
    double[] validation = curve(steps, run.generalised().first().orElse(1_000_000), random);
    return new Curves(steps, train, validation);
  }

  private static double[] curve(long[] steps, long at, Random random) {
    return LongStream.of(steps)
        .mapToDouble(step -> {
          double logit = 6 * Math.log((step + 1.0) / (0.5 * at + 1));
          double noise = 0.02 * random.nextGaussian();
          return Math.clamp(1 / (1 + Math.exp(-logit)) + noise, 0, 1);
        })
        .toArray();
  }

  /// The page of the sample sweep.
  public static String page() {
    return SweepPage.html(SampleSweep.diagram(), SampleSweep.CAPTION, SampleCurves::detail);
  }

  /// The page of a sweep of 10,000 runs: 50 × 50 cells of 4 seeds.
  public static String pageOfTenThousand() {
    var decays =
        IntStream.range(0, 50)
            .mapToObj(i -> String.format(Locale.ROOT, "%.4g", 0.01 * Math.pow(1.18, i)));
    var shares = IntStream.range(0, 50).mapToObj(i -> "0.%03d".formatted(200 + 14 * i));
    var runs = SampleSweep.runs(decays.toList(), shares.toList(), 4);
    var diagram =
        PhaseDiagram.of(runs, SampleSweep.DECAY, Optional.of(SampleSweep.SHARE), Map.of());
    return SweepPage.html(diagram, SampleSweep.CAPTION, SampleCurves::detail);
  }
}
