package groklab.web.diagram;

import groklab.lab.criterion.Crossing;
import groklab.lab.phase.Verdict;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.sweep.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// A sweep by formula over weight decay and data share, with every verdict, failed and undecided
/// runs: T_grok falls with both, little data never generalises, much decay never memorises.
public final class SampleSweep {
  public static final String DECAY = "optimizer.weightDecay";
  public static final String SHARE = "task.trainFraction";
  public static final List<String> DECAYS =
      List.of("0.01", "0.03", "0.1", "0.3", "1.0", "3.0", "10.0", "30.0");
  public static final List<String> SHARES =
      List.of("0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9");
  public static final Caption CAPTION =
      new Caption(
          "addition-23", "Memorised and generalised at an accuracy of 99 %; 20,000 steps at most.");
  private static final long BUDGET = 20_000;

  private SampleSweep() {}

  public static PhaseDiagram diagram() {
    return PhaseDiagram.of(runs(DECAYS, SHARES, 3), DECAY, Optional.of(SHARE), Map.of());
  }

  public static PhaseDiagram strip() {
    return PhaseDiagram.strip(runs(DECAYS, List.of("0.5"), 5), DECAY, Map.of());
  }

  public static List<Outcome> runs(List<String> decays, List<String> shares, int seeds) {
    var runs = new ArrayList<Outcome>();
    for (String share : shares) {
      for (String decay : decays) {
        for (int seed = 0; seed < seeds; seed++) {
          runs.add(run(decay, share, seed));
        }
      }
    }
    return runs;
  }

  public static Outcome run(String decay, String share, long seed) {
    var random = new Random((decay + " " + share + " " + seed).hashCode());
    double lambda = Double.parseDouble(decay);
    double part = Double.parseDouble(share);
    long memorised = Math.round(120 + 20 * random.nextGaussian());
    double scale = Math.exp(6 * (0.55 - part) + 0.35 * random.nextGaussian());
    long generalised = Math.max(memorised, Math.round(1_500 / lambda * scale));
    boolean fits = lambda < 9 * (0.7 + 0.6 * random.nextDouble());
    boolean enough = part > 0.28 + 0.03 * random.nextGaussian();
    boolean breaks = lambda > 20 && random.nextDouble() < 0.6;
    boolean late = generalised > BUDGET && generalised < 1.15 * BUDGET;
    Optional<String> failure =
        breaks ? Optional.of("The training loss is not a number at step 812.") : Optional.empty();
    OptionalLong mem = breaks || !fits ? OptionalLong.empty() : OptionalLong.of(memorised);
    OptionalLong gen =
        mem.isEmpty() || !enough || generalised > BUDGET
            ? OptionalLong.empty()
            : OptionalLong.of(generalised);
    return outcome(decay, share, seed, breaks || (late && enough), List.of(mem, gen), failure);
  }

  private static Outcome outcome(
      String decay,
      String share,
      long seed,
      boolean open,
      List<OptionalLong> times,
      Optional<String> failure) {
    var settings = new LinkedHashMap<String, String>();
    settings.put(DECAY, decay);
    settings.put(SHARE, share);
    Optional<Verdict> verdict = Optional.of(verdict(times.getFirst(), times.getLast()));
    return new Outcome(
        "%s-%s-seed%d".formatted(decay, share, seed),
        settings,
        seed,
        open ? Optional.empty() : verdict,
        crossing(times.getFirst()),
        crossing(times.getLast()),
        BUDGET,
        failure);
  }

  private static Verdict verdict(OptionalLong memorised, OptionalLong generalised) {
    if (memorised.isEmpty()) {
      return Verdict.CONFUSION;
    }
    if (generalised.isEmpty()) {
      return Verdict.MEMORISATION;
    }
    return generalised.getAsLong() >= 3 * memorised.getAsLong()
        ? Verdict.GROKKING
        : Verdict.COMPREHENSION;
  }

  private static Crossing crossing(OptionalLong step) {
    return new Crossing(step, step, OptionalLong.of(BUDGET));
  }
}
